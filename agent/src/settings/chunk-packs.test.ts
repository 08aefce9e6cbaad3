import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { ChunkPacks } from './chunk-packs.ts'

const isRoot = process.getuid?.() === 0

let root: string
before(() => {
  root = mkdtempSync(join(tmpdir(), 'packs-'))
})
after(() => rmSync(root, { recursive: true }))

function added(packs: ChunkPacks, size: number) {
  const bytes = randomBytes(size)
  const id = chunkId(bytes)
  packs.add(id, bytes)
  return { id, bytes }
}
/** As another run of the agent finds a folder: the same files, and nothing remembered. */
function asFound(folder: string): ChunkPacks {
  const other = mkdtempSync(join(root, 'found-'))
  execFileSync('cp', ['-a', `${folder}/.`, other])
  return ChunkPacks.of(other)
}
const onDisk = (folder: string) => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)

test('many chunks lie in one file, and the next run of the agent finds them and adds to it', () => {
  const folder = join(root, 'many')
  const packs = ChunkPacks.of(folder)
  const all = [added(packs, 1), added(packs, 100_000), added(packs, 300)]
  packs.release()
  assert.equal(readdirSync(folder).length, 1)
  const found = asFound(folder)
  for (const { id, bytes } of all) assert.deepEqual(found.read(id), bytes)
  const more = added(found, 77)
  for (const { id, bytes } of [...all, more]) assert.deepEqual(found.read(id), bytes)
  assert.equal(found.has('0'.repeat(64)), false)
  assert.equal(found.read('0'.repeat(64)), null)
})

test('a pack that a kill tore has what came before, and is left as it is', () => {
  const folder = join(root, 'torn')
  const packs = ChunkPacks.of(folder)
  const whole = added(packs, 5000)
  const torn = added(packs, 5000)
  packs.release()
  const [name = ''] = readdirSync(folder)
  truncateSync(join(folder, name), 5000 + 36 + 2000)
  const found = asFound(folder)
  assert.deepEqual(found.read(whole.id), whole.bytes)
  assert.equal(found.has(torn.id), false)
  const next = added(found, 100)
  found.release()
  assert.deepEqual(found.read(next.id), next.bytes)
  assert.deepEqual(found.read(whole.id), whole.bytes)
})

test('bytes that mean nothing behind the chunks cost none of them', () => {
  const folder = join(root, 'garbage')
  const packs = ChunkPacks.of(folder)
  const { id, bytes } = added(packs, 5000)
  packs.release()
  for (const tail of [Buffer.alloc(400), randomBytes(400)]) {
    appendFileSync(join(folder, readdirSync(folder)[0] ?? ''), tail)
    assert.deepEqual(asFound(folder).read(id), bytes)
  }
  // Who has it open notices that somebody else wrote there, and adds elsewhere.
  const next = added(packs, 10)
  assert.deepEqual(packs.read(next.id), next.bytes)
  assert.deepEqual(packs.read(id), bytes)
})

test('what was removed below it is not there, and is taken anew', () => {
  const folder = join(root, 'removed')
  const packs = ChunkPacks.of(folder)
  const { id, bytes } = added(packs, 5000)
  packs.release()
  rmSync(folder, { recursive: true })
  assert.equal(packs.read(id), null)
  packs.add(id, bytes)
  assert.deepEqual(packs.read(id), bytes)
})

test('a disk that is full takes a chunk whole or not at all, and what was there stays', {
  skip: isRoot ? false : 'mounts a small disk',
}, () => {
  const folder = join(root, 'full')
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  try {
    const packs = ChunkPacks.of(folder)
    const first = added(packs, 30_000)
    assert.throws(() => added(packs, 60_000), { code: 'ENOSPC' })
    const small = added(packs, 3000)
    packs.force([first.id, small.id])
    packs.release()
    const found = asFound(folder)
    for (const { id, bytes } of [first, small]) assert.deepEqual(found.read(id), bytes)
  } finally {
    execFileSync('umount', [folder])
  }
})

test('what was of use longest ago goes, its room on the disk is free again, and what is needed stays', () => {
  const folder = join(root, 'trimmed')
  const packs = ChunkPacks.of(folder)
  const all = Array.from({ length: 100 }, () => added(packs, 10_000))
  for (const [at, { id }] of all.entries()) packs.touch([id], new Date(1_700_000_000_000 + at * 1000))
  const ids = all.map(({ id }) => id)
  packs.trim(200_000, new Set(ids.slice(0, 5)))
  const stay = new Set([...ids.slice(0, 5), ...ids.slice(85)])
  assert.deepEqual(
    ids.filter((id) => packs.has(id)),
    ids.filter((id) => stay.has(id)),
  )
  packs.release()
  assert.ok(onDisk(folder) < 400_000, `${onDisk(folder)} bytes`)
  const found = asFound(folder)
  for (const { id, bytes } of all) {
    assert.deepEqual(packs.read(id), stay.has(id) ? bytes : null)
    if (stay.has(id)) assert.deepEqual(found.read(id), bytes)
  }
  packs.trim(0, new Set())
  packs.release()
  assert.equal(onDisk(folder), 0)
})

test('a large crowd of chunks is in files of a bounded size', () => {
  const folder = join(root, 'crowd')
  const packs = ChunkPacks.of(folder)
  const all = Array.from({ length: 40 }, () => added(packs, 1_000_000))
  packs.release()
  for (const name of readdirSync(folder)) assert.ok(statSync(join(folder, name)).size < 18_000_000)
  for (const { id, bytes } of all) assert.deepEqual(packs.read(id), bytes)
  packs.release()
})
