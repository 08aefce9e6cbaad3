import assert from 'node:assert/strict'
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { FileFact } from '@nahtlos/core/settings/diff'
import { Breath } from './breath.ts'
import { Folder } from './folder.ts'
import { readEntry } from './read-entry.ts'
import { factOf } from './scan-home.ts'

const uid = process.getuid?.() ?? 0
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'read-'))
  mkdirSync(join(home, 'folder'))
  writeFileSync(join(home, 'folder/file'), 'x'.repeat(300_000))
})
afterEach(() => rmSync(home, { recursive: true }))

function factNow(path: string): FileFact {
  const fact = factOf(path, lstatSync(join(home, path)), uid)
  assert.ok(fact)
  return fact
}

async function read(fact: FileFact, take: (id: string, bytes: Buffer) => void = () => undefined) {
  using folder = Folder.openHome(home, uid)
  assert.ok(folder)
  return (await readEntry(folder, fact, 1_000_000, new Breath(), take))?.entry ?? null
}

test('a file is read in chunks that add up to it', async () => {
  let length = 0
  const entry = await read(factNow('folder/file'), (_, bytes) => {
    length += bytes.length
  })
  assert.equal(length, 300_000)
  assert.ok(entry?.type === 'file' && entry.chunks.length >= 2)
})

test('files that are read at the same moment, and one after another, are not mixed up', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `folder/file-${at}`)
  const texts = names.map((_, at) => String.fromCharCode(97 + at).repeat(at % 3 === 2 ? 1_500_000 : 200_000 + at))
  for (const [at, name] of names.entries()) writeFileSync(join(home, name), texts[at] ?? '')
  for (const together of [1, 6]) {
    for (let from = 0; from < names.length; from += together) {
      const taken = names.slice(from, from + together).map(async (name) => {
        const chunks: Buffer[] = []
        await read(factNow(name), (_, bytes) => chunks.push(Buffer.from(bytes)))
        return Buffer.concat(chunks).toString()
      })
      assert.ok((await Promise.all(taken)).every((text, at) => text === texts[from + at]))
    }
  }
})

test('a file that changed after the scan is left for the next round', async () => {
  const fact = factNow('folder/file')
  appendFileSync(join(home, 'folder/file'), 'more')
  assert.equal(await read(fact), null)
})

test('a file that was replaced by rename after the scan is left for the next round', async () => {
  const fact = factNow('folder/file')
  writeFileSync(join(home, 'folder/new'), 'y'.repeat(300_000))
  renameSync(join(home, 'folder/new'), join(home, 'folder/file'))
  assert.equal(await read(fact), null)
})

test('a file or folder that became a link, or is gone, is not read', async () => {
  const fact = factNow('folder/file')
  renameSync(join(home, 'folder/file'), join(home, 'moved'))
  assert.equal(await read(fact), null)
  symlinkSync('../moved', join(home, 'folder/file'))
  assert.equal(await read(fact), null)
  renameSync(join(home, 'folder'), join(home, 'other'))
  symlinkSync('other', join(home, 'folder'))
  assert.equal(await read(fact), null)
})
