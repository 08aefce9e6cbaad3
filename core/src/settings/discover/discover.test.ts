import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entropyOf, judgeFile, type WrittenFile } from './judge-file.ts'
import { proposeTemplate } from './propose-template.ts'

const file = (path: string, more: Partial<WrittenFile> = {}): WrittenFile => {
  return { path, size: 500, entropy: 5, isDatabase: false, isRepeated: true, ...more }
}

test('caches, locks, logs, documents and what others share are left behind, each with its reason', () => {
  for (const path of [
    '.cache/app/index',
    '.config/app/GPUCache/data_0',
    '.config/app/Cache/f',
    '.config/app/logs/a',
    '.config/app/.lock',
    '.config/app/app.log',
    '.config/app/places.sqlite-wal',
    '.local/share/recently-used.xbel',
    '.config/glib-2.0/settings/keyfile',
    'Dokumente/letter.odt',
  ])
    assert.equal(judgeFile(file(path)).keep, false, path)
  assert.match(judgeFile(file('.config/app/blob', { entropy: 7.9, size: 50_000 })).reason, /7\.9 bits/)
  assert.equal(judgeFile(file('.config/app/huge', { size: 50_000_000 })).keep, false)
})

test('settings are kept, databases among them, however dense they are', () => {
  for (const kept of [
    file('.config/app/rc'),
    file('.apprc'),
    file('.config/app/a.db', { isDatabase: true, entropy: 7.9, size: 90_000 }),
  ])
    assert.equal(judgeFile(kept).keep, true, kept.path)
})

test('the proposal takes an app’s own folder whole, and of shared folders single files', () => {
  const judged = [
    '.config/app/rc',
    '.config/app/sub/x',
    '.config/app/app.log',
    '.apprc',
    '.config/app.conf',
    '.cache/app/y',
  ]
  assert.deepEqual(proposeTemplate(judged.map((path) => judgeFile(file(path)))), {
    include: ['.apprc', '.config/app.conf', '.config/app/**'],
    exclude: ['.config/app/app.log'],
  })
})

test('entropy tells text from compressed data', () => {
  assert.equal(entropyOf(new Uint8Array(0)), 0)
  assert.equal(entropyOf(new Uint8Array(100)), 0)
  assert.equal(entropyOf(Uint8Array.from({ length: 256 }, (_, at) => at)), 8)
})
