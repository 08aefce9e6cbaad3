import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mergeFile } from '../merge-file.ts'
import { ini } from './ini.ts'
import { xfconf } from './xfconf.ts'

const merged = (base: string, earlier: string, later: string) =>
  mergeFile(ini, base, { text: earlier, modified: 1 }, { text: later, modified: 2 })?.text

describe('merging files of sections as programs really write them', () => {
  test('a comment behind a header, as VLC has it behind each', () => {
    const file = (volume: string, name: string) =>
      `[core] # core program\n# Volume\nvolume=${volume}\n\n[qt] # Qt\nname=${name}\n`
    assert.equal(merged(file('1', 'a'), file('2', 'a'), file('1', 'b')), file('2', 'b'))
  })

  test('keys moved to the right stay so, new ones too', () => {
    const base = '[user]\n\tname = Anna\n[core]\n\teditor = vi\n'
    assert.equal(
      merged(base, base.replace('[core]', '\temail = a@b\n[core]'), base.replace('vi', 'nano')),
      '[user]\n\tname = Anna\n\temail = a@b\n[core]\n\teditor = nano\n',
    )
  })

  test('keys with a colon, whatever stands in their values', () => {
    const file = (url: string, size: string) => `[a]\nurl: ${url}\nsize: ${size}\n`
    assert.equal(
      merged(file('http://x?a=1', '1'), file('http://x?a=2', '1'), `${file('http://x?a=1', '2')}more: 3\n`),
      `${file('http://x?a=2', '2')}more: 3\n`,
    )
  })

  test('a section that comes again', () => {
    const file = (x: string, y: string) => `[a]\nx=${x}\n[b]\nz=1\n[a]\ny=${y}\n`
    assert.equal(merged(file('1', '1'), file('2', '1'), file('1', '2')), file('2', '2'))
  })

  test('what may go on from the line above, or comes twice, is not read', () => {
    for (const text of ['[a]\nx = 1\n  y = 2\n', '[a]\nx=1\n[b]\n[a]\nx=2\n', '[a]\nx=1\nword\n', '[a\nx=1\n'])
      assert.equal(ini.read(text), null, text)
  })

  test('a long line takes a moment', () => {
    const before = process.cpuUsage()
    for (const line of [
      `a${' '.repeat(500_000)}`,
      'a b '.repeat(200_000),
      `[a${']'.repeat(300_000)} x`,
      `a${':'.repeat(300_000)}`,
    ])
      ini.read(`[s]\nx=1\n${line}\n`)
    assert.ok(process.cpuUsage(before).user < 3_000_000)
  })
})

test('strings of Xfce with line breaks are merged by key', () => {
  const file = (text: string, size: number) =>
    `<?xml version="1.1" encoding="UTF-8"?>\n\n<channel name="c" version="1.0">\n  <property name="t" type="string" value="${text}"/>\n  <property name="s" type="int" value="${size}"/>\n</channel>\n`
  const [base, one, two] = [file('a', 1), file('a&#10;&#9;b', 1), file('a', 2)]
  assert.equal(
    mergeFile(xfconf, base, { text: one, modified: 1 }, { text: two, modified: 2 })?.text,
    file('a&#10;&#9;b', 2),
  )
})
