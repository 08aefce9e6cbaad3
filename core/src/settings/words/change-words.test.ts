import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { changedFiles } from '../changed-files.ts'
import { changeWords } from './change-words.ts'

const entry = (path: string, content: string): SnapshotEntry => {
  return { type: 'file', path, mode: 0o600, size: content.length, modified: 1, chunks: [content] }
}

/** The German and English sentences for one file that went from one text to another. */
function told(path: string, before: string | null, after: string | null, values = true): string[] {
  const side = (text: string | null) => (text === null ? [] : [entry(path, text)])
  return changedFiles(side(before), side(after)).flatMap((file) =>
    changeWords(file, { before, after }, { values }).flatMap(({ text }) => [text.de, text.en]),
  )
}

const panel = (size: number, more = '') =>
  `<?xml version="1.0"?>\n<channel name="xfce4-panel" version="1.0"><property name="panels" type="array"><value type="int" value="1"/><property name="panel-1" type="empty"><property name="size" type="uint" value="${size}"/>${more}</property></property></channel>`
const xcu = (value: string) =>
  `<?xml version="1.0"?><oor:items xmlns:oor="x"><item oor:path="/org.openoffice.Office.Common/Save/Document"><prop oor:name="AutoSaveTimeIntervall" oor:op="fuse"><value>${value}</value></prop></item></oor:items>`

describe('what changed in words', () => {
  test('names the setting and both values, in German and English', () => {
    const path = '.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml'
    assert.deepEqual(told(path, panel(26), panel(48)), ['xfce4-panel: Größe 26 → 48', 'xfce4-panel: Size 26 → 48'])
    const dark = '<property name="dark-mode" type="bool" value="true"/>'
    assert.deepEqual(told(path, panel(26), panel(26, dark)), [
      'xfce4-panel: Dunkle Darstellung an (neu)',
      'xfce4-panel: Dark mode on (new)',
    ])
  })

  test('knows every format', () => {
    assert.deepEqual(told('.config/libreoffice/4/user/registrymodifications.xcu', xcu('10'), xcu('5')), [
      'registrymodifications.xcu: Automatisch speichern (Minuten) 10 → 5',
      'registrymodifications.xcu: Save automatically (minutes) 10 → 5',
    ])
    const pref = (page: string) => `user_pref("browser.startup.homepage", "${page}");\n`
    assert.deepEqual(told('.mozilla/firefox/a/prefs.js', pref('https://a.de'), pref('https://b.de')), [
      'prefs.js: Startseite „https://a.de“ → „https://b.de“',
      'prefs.js: Home page “https://a.de” → “https://b.de”',
    ])
    const keyfile = (on: boolean) =>
      `[org/xfce/mousepad/preferences/view]\nshow-line-numbers=${on}\nfont-name='Sans 12'\n`
    assert.deepEqual(told('.config/glib-2.0/settings/keyfile', keyfile(false), keyfile(true)), [
      'keyfile: Zeilennummern aus → an',
      'keyfile: Line numbers off → on',
    ])
    assert.deepEqual(told('.config/a/a.json', '{"list": [1], "x": {"y": "1"}}', '{"list": [1, 2]}'), [
      'a.json: list 1 Eintrag → 2 Einträge',
      'a.json: list 1 entry → 2 entries',
      'a.json: x/y wieder wie voreingestellt',
      'a.json: x/y back to the default',
    ])
    assert.deepEqual(told('.config/vlc/vlcrc', '[core]\nvolume=1\n', '[core]\nvolume=\n'), [
      'vlcrc: core/volume 1 → leer',
      'vlcrc: core/volume 1 → empty',
    ])
  })

  test('tells of other files what they are, and that they changed', () => {
    assert.deepEqual(told('.mozilla/firefox/a/places.sqlite', 'x', 'y'), [
      'Lesezeichen und Verlauf: geändert',
      'Bookmarks and history: changed',
    ])
    assert.deepEqual(told('.config/a/thing.bin', null, 'y'), ['Datei thing.bin: neu', 'File thing.bin: new'])
    assert.deepEqual(told('.config/a/broken.json', '{', '[')[0], 'Datei broken.json: geändert')
  })

  test('tells no passwords, and to others no values at all', () => {
    const file = (secret: string) => `[Server]\nHost=a\nPassword=${secret}\n`
    assert.deepEqual(told('.config/x/x.ini', file('hunter2'), file('swordfish')), [
      'x.ini: Server/Password geändert',
      'x.ini: Server/Password changed',
    ])
    assert.deepEqual(told('.config/x/x.ini', '[a]\nb=1\n', '[a]\nb=2\n', false)[0], 'x.ini: a/b geändert')
  })

  test('whatever stands in two files, the sentences are short, on one line and turn no direction', () => {
    const paths = fc.constantFrom(
      'a.json',
      'a.ini',
      'prefs.js',
      'x/xfce-perchannel-xml/a.xml',
      'registrymodifications.xcu',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }).map((value) => `[a]\nkey=${value}\n`),
      fc.string({ unit: 'binary' }).map((value) => JSON.stringify({ key: value })),
      fc.string({ unit: 'binary' }).map((value) => `user_pref("key", ${JSON.stringify(value)});\n`),
    )
    fc.assert(
      fc.property(paths, text, text, (path, before, after) => {
        for (const sentence of told(path, before, after)) {
          assert.ok(!/[\n\r\u202a-\u202e\u2066-\u2069]/.test(sentence.slice(sentence.indexOf(':'))))
        }
      }),
      { numRuns: 1000 },
    )
  })
})
