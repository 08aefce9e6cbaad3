import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KeyAction } from '@nahtlos/contract/configuration/environment-action'
import { KeyFileFault, keyFileOf } from './key-file.ts'
import { withXmlValue, XmlFault, xmlValue } from './xml.ts'

const key = (change: object) =>
  keyFileOf(
    KeyAction.parse({ action: 'key', id: 'k', concern: 'comfort', path: 'f', key: 'A/b', value: 'x', ...change }),
  )

const cases: Readonly<Record<string, readonly [object, string, RegExp]>> = {
  ini: [{ format: 'ini', key: 'Two/B' }, '# mine\n[Two]\nA=1\n', /^# mine\n\[Two\]\nA=1\nB=x\n$/],
  json: [
    { format: 'json', key: '/a~1b/c', value: 3 },
    '{\n    "old": 1.50\n}\n',
    /"old": 1.50,\n {4}"a\/b": \{\n.*"c": 3/s,
  ],
  prefs: [
    { format: 'prefs', key: 'browser.x', value: true },
    'user_pref("a", 1);\n',
    /user_pref\("browser.x", true\);/,
  ],
  dconf: [
    { format: 'dconf', path: undefined, key: '/org/gnome/desktop/interface/clock-format', value: "'24h'" },
    '',
    /^\[org\/gnome\/desktop\/interface\]\nclock-format='24h'\n$/,
  ],
  xfconf: [
    { format: 'xfconf', path: undefined, key: 'xfwm4/general/theme', value: 'Dark' },
    '',
    /<property name="general" type="empty">\s*<property name="theme" type="string" value="Dark"\/>/,
  ],
  xml: [
    { format: 'xml', key: '/app/item[@name="b"]/@value' },
    '<app><!-- kept --></app>',
    /kept --><item name="b" value="x"\/>/,
  ],
}
for (const [name, [change, before, after]] of Object.entries(cases))
  test(`a key of ${name} is set, found again, and taken away`, () => {
    const file = key(change)
    const written = file.write(before, file.wanted)
    assert.match(written, after)
    assert.equal(file.read(written), file.wanted)
    const without = file.write(written, undefined)
    assert.equal(file.read(without), undefined)
    assert.equal(file.read(file.write(without, file.wanted)), file.wanted, 'and once more')
  })

test('a value never becomes a section or a second key', () => {
  const file = key({ format: 'ini', value: 'x\n[Evil]\nkey=1' })
  assert.equal(file.write('', file.wanted).split('\n').filter(Boolean).length, 2)
})

test('a file that is something else is refused and not overwritten', () => {
  assert.throws(() => key({ format: 'json', key: '/a' }).write('no json', '1'), KeyFileFault)
  assert.throws(() => key({ format: 'ini' }).write('no ini\n', '1'), KeyFileFault)
  assert.throws(() => key({ format: 'ini' }).write('[A]\nb=1\n[A]\nb=2\n', '3'), KeyFileFault, 'which one is meant')
  assert.throws(() => key({ format: 'xml', key: '/a/b' }).write('<a><b></a>', '1'), KeyFileFault)
})

test('attributes and elements of XML are set by their path, and made where they are missing', () => {
  const xml = '<?xml version="1.0"?>\n<!-- kept -->\n<app><item name="a" value="1"/><text>old</text></app>\n'
  assert.equal(xmlValue(xml, '/app/item[@name="a"]/@value'), '1')
  assert.equal(withXmlValue(xml, '/app/item[@name="a"]/@value', '2'), xml.replace('value="1"', 'value="2"'))
  assert.equal(withXmlValue(xml, '/app/text', 'a<b'), xml.replace('old', 'a&lt;b'))
  assert.equal(xmlValue(withXmlValue('', '/root/part/@x', 'y'), '/root/part/@x'), 'y')
  assert.equal(withXmlValue(xml, '/app/item[@name="a"]/@value', undefined), xml.replace(' value="1"', ''))
  assert.equal(withXmlValue(xml, '/app/text', undefined), xml.replace('<text>old</text>', ''))
  assert.equal(withXmlValue('<a x=" y=\'1\'"/>', '/a/@y', '2'), '<a x=" y=\'1\'" y="2"/>')
})

test('XML that declares entities, or is none, is refused', () => {
  assert.throws(() => xmlValue('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/shadow">]><a>&b;</a>', '/a'), XmlFault)
  assert.throws(() => withXmlValue('<a/>', '/other/b', 'x'), XmlFault)
  assert.throws(() => withXmlValue('<a/>', '/a[', 'x'), XmlFault)
  assert.throws(() => withXmlValue('<a><b/></a>', '/a', 'x'), XmlFault)
})
