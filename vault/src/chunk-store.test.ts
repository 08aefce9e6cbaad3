import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chunkMaximum } from '@nahtlos/contract/host/vault'
import { chunkId } from './chunk-id.ts'
import { ChunkStore } from './chunk-store.ts'
import { DirectoryBackEnd } from './directory-back-end.ts'
import { toStoredForm } from './stored-form.ts'
import { isVaultFailure } from './vault-error.ts'

const directory = await mkdtemp(join(tmpdir(), 'chunks-'))
after(() => rm(directory, { recursive: true }))
const backEnd = await DirectoryBackEnd.open(directory)

/** The only file whose name is the chunk's, changed by `change`. */
async function damage(id: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true })
  const found = files.filter((file) => file.name === id).map((file) => join(file.parentPath, file.name))
  assert.equal(found.length, 1)
  const path = found[0] ?? ''
  await writeFile(path, change(await readFile(path)))
}

test('a chunk comes back as it was put, and lies there compressed', async () => {
  const store = new ChunkStore(backEnd, randomUUID())
  const plain = Buffer.alloc(100_000, 'Einstellung ')
  const id = chunkId(plain)
  await store.put(id, plain)
  await store.put(id, plain)
  assert.deepEqual(await store.get(id), plain)
  await damage(id, (stored) => {
    assert.ok(stored.length < 1_000)
    return stored
  })
})

test('bytes under a foreign name are refused, and nothing is stored', async () => {
  const store = new ChunkStore(backEnd, randomUUID())
  const id = chunkId(Buffer.from('right'))
  await assert.rejects(store.put(id, Buffer.from('wrong')), (error) => isVaultFailure(error, 'corrupt'))
  assert.equal(await store.has(id), false)
})

test('a chunk above the maximum is refused', async () => {
  const store = new ChunkStore(backEnd, randomUUID())
  const large = Buffer.alloc(chunkMaximum + 1)
  await assert.rejects(store.put(chunkId(large), large), (error) => isVaultFailure(error, 'corrupt'))
})

test('nothing is shared between two persons', async () => {
  const [mine, hers] = [new ChunkStore(backEnd, randomUUID()), new ChunkStore(backEnd, randomUUID())]
  const plain = randomBytes(1000)
  const id = chunkId(plain)
  await mine.put(id, plain)
  assert.equal(await hers.has(id), false)
  assert.deepEqual(await hers.missing([id, id]), [id])
  await assert.rejects(hers.get(id), (error) => isVaultFailure(error, 'not-found'))
})

test('a damaged chunk is told, never handed out, and healed by putting it again', async () => {
  const store = new ChunkStore(backEnd, randomUUID())
  const changes: ((bytes: Buffer) => Buffer)[] = [
    (bytes) => bytes.subarray(0, bytes.length - 7),
    () => Buffer.alloc(0),
    (bytes) => Buffer.concat([Buffer.of(9), bytes.subarray(1)]),
    (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.of((bytes.at(-1) ?? 0) ^ 1)]),
  ]
  for (const change of changes) {
    const plain = randomBytes(5000)
    const id = chunkId(plain)
    await store.put(id, plain)
    await damage(id, change)
    await assert.rejects(store.get(id), (error) => isVaultFailure(error, 'corrupt'))
    await store.put(id, plain)
    assert.deepEqual(await store.get(id), plain)
  }
})

test('a stored bomb that would unpack to more than a chunk is corrupt, not memory', async () => {
  const store = new ChunkStore(backEnd, randomUUID())
  const small = randomBytes(10)
  const id = chunkId(small)
  await store.put(id, small)
  const bomb = await toStoredForm(Buffer.alloc(64 * 1024 * 1024))
  await damage(id, () => bomb)
  await assert.rejects(store.get(id), (error) => isVaultFailure(error, 'corrupt'))
})

test('malformed persons and ids never reach the back end', async () => {
  assert.throws(() => new ChunkStore(backEnd, '../../etc'), TypeError)
  const store = new ChunkStore(backEnd, randomUUID())
  await assert.rejects(async () => store.get('../../../etc/passwd'), TypeError)
})
