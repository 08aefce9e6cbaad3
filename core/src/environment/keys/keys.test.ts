import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { iniValue, withIniValue } from './ini.ts'
import { jsonValue, KeyFileError, withJsonValue } from './json.ts'
import { lockedChannel, withXfconfValue, xfconfValue } from './xfconf-file.ts'
import { withXmlValue, xmlValue } from './xml.ts'

const ini = '# mine\n[One]\nA=1\n; kept\n\n[Two/Part]\nB = x y\n'

test('a key of an INI file is read, set in its place, made and taken away; the rest stays', () => {
  assert.equal(iniValue(ini, 'Two/Part/B'), 'x y')
  assert.equal(withIniValue(ini, 'One/A', '2'), ini.replace('A=1', 'A=2'))
  assert.equal(withIniValue(ini, 'One/C', '3'), ini.replace('; kept\n', '; kept\nC=3\n'))
  assert.equal(withIniValue(ini, 'New/D', '4'), `${ini}\n[New]\nD=4\n`)
  assert.equal(withIniValue(withIniValue('', 'New/D', '4'), 'New/D', undefined), '')
})

test('a value never becomes a section or a second key', () => {
  const text = withIniValue('', 'A/b', 'x\n[Evil]\nkey=1')
  assert.equal(iniValue(text, 'Evil/key'), undefined)
  assert.equal(text.split('\n').length, 3)
})

test('setting a key and taking back what was there gives the file of before', () => {
  const name = fc.constantFrom('A/x', 'A/y', 'B/x', 'C D/z')
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.stringMatching(/^[a-z ]{1,5}$/))), name, (pairs, key) => {
      const file = pairs.reduce((text, [each, value]) => withIniValue(text, each, value.trim()), '')
      const before = iniValue(file, key)
      const back = withIniValue(withIniValue(file, key, 'other'), key, before)
      assert.equal(back.replaceAll(/\n+/g, '\n').trim(), file.replaceAll(/\n+/g, '\n').trim())
    }),
  )
})

test('a value of a JSON file is found by its pointer, and objects on the way are made', () => {
  const json = '{\n    "a/b": { "list": [1, 2] }\n}\n'
  assert.equal(jsonValue(json, '/a~1b/list/1'), '2')
  assert.equal(jsonValue(json, '/a~1b/none/1'), undefined)
  assert.equal(jsonValue(withJsonValue(json, '/new/deep', '"x"'), '/new/deep'), '"x"')
  assert.match(withJsonValue(json, '/c', 'true'), /^ {4}"c": true$/m)
  assert.equal(jsonValue(withJsonValue(json, '/a~1b', undefined), '/a~1b'), undefined)
  assert.throws(() => withJsonValue('not json', '/a', '1'), KeyFileError)
})

test('a JSON key called __proto__ is a key like any other', () => {
  const text = withJsonValue('{}', '/__proto__/polluted', 'true')
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
  assert.ok(text.includes('polluted'))
})

test('attributes and elements of XML are set by XPath, and made where every step is plain', () => {
  const xml = '<?xml version="1.0"?>\n<!-- kept -->\n<app><item name="a" value="1"/><text>old</text></app>\n'
  assert.equal(xmlValue(xml, '/app/item[@name="a"]/@value'), '1')
  assert.equal(withXmlValue(xml, '/app/item[@name="a"]/@value', '2'), xml.replace('value="1"', 'value="2"'))
  assert.equal(withXmlValue(xml, '/app/text', 'a<b'), xml.replace('old', 'a&lt;b'))
  const made = withXmlValue(xml, '/app/item[@name="b"]/@value', '3')
  assert.equal(xmlValue(made, '/app/item[@name="b"]/@value'), '3')
  assert.equal(xmlValue(withXmlValue('', '/root/part/@x', 'y'), '/root/part/@x'), 'y')
  assert.equal(xmlValue(withXmlValue(xml, '/app/text', undefined), '/app/text'), undefined)
})

test('XML that declares entities, or is none, is refused', () => {
  assert.throws(() => xmlValue('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/shadow">]><a>&b;</a>', '/a'), KeyFileError)
  assert.throws(() => withXmlValue('<a><b></a>', '/a', 'x'), KeyFileError)
  assert.throws(() => withXmlValue('<a/>', '/other/b', 'x'), KeyFileError)
})

test('a property of xfconf is made below its branches and taken away again', () => {
  const text = withXfconfValue('', 'xfwm4/general/theme', 'Default')
  assert.match(
    text,
    /<channel name="xfwm4" version="1.0"><property name="general" type="empty"><property name="theme" type="string" value="Default"\/>/,
  )
  assert.equal(xfconfValue(text, 'xfwm4/general/theme'), 'Default')
  assert.equal(xfconfValue(withXfconfValue(text, 'xfwm4/general/theme', undefined), 'xfwm4/general/theme'), undefined)
  assert.match(lockedChannel(text), /<channel name="xfwm4" version="1.0" locked="\*" unlocked="root">/)
})
