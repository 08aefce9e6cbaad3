import assert from 'node:assert/strict'
import { createHmac, hkdfSync, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chunkId } from './chunk-id.ts'
import { ChunkStore } from './chunk-store.ts'
import { DirectoryBackEnd } from './directory-back-end.ts'
import { MasterKeys, newDataKey } from './master-keys.ts'
import { SealedBackEnd, sealedPrefix } from './sealed-back-end.ts'
import { isVaultFailure } from './vault-error.ts'

const directory = await mkdtemp(join(tmpdir(), 'sealed-'))
after(() => rm(directory, { recursive: true }))
const medium = await DirectoryBackEnd.open(directory)
const person = () => randomUUID()

/** Every file of the medium, name and content, as one text. */
async function everything(): Promise<string> {
  const files = await readdir(directory, { recursive: true, withFileTypes: true })
  const parts = files
    .filter((file) => file.isFile())
    .map(async (file) => `${file.name}\n${await readFile(join(file.parentPath, file.name), 'latin1')}`)
  return (await Promise.all(parts)).join('\n')
}

test('neither what is stored nor its name can be seen on the medium', async () => {
  const store = new ChunkStore(new SealedBackEnd(medium, person(), newDataKey()), person())
  const plain = Buffer.from('Lebenslauf_Sommer.odt '.repeat(50))
  await store.put(chunkId(plain), plain)
  assert.deepEqual(await store.get(chunkId(plain)), plain)
  const seen = await everything()
  assert.ok(!seen.includes('Lebenslauf'))
  assert.ok(!seen.includes(chunkId(plain)))
})

test('names are HMAC-SHA-256 with a key that follows from the data key', () => {
  const [anna, dataKey] = [person(), newDataKey()]
  const nameKey = Buffer.from(hkdfSync('sha256', dataKey, '', 'nahtlos vault names', 32))
  for (const key of ['a', 'persons/x/chunks/0123', 'k'.repeat(120)]) {
    const name = createHmac('sha256', nameKey).update(key).digest('hex')
    assert.equal(new SealedBackEnd(medium, anna, dataKey).sealedName(key), `${sealedPrefix(anna)}/${name}`)
  }
})

test('the same content of two persons looks different, and of one person is stored once', async () => {
  const [anna, ben] = [person(), person()]
  const plain = Buffer.alloc(5000, 'same')
  const [hers, his] = [new SealedBackEnd(medium, anna, newDataKey()), new SealedBackEnd(medium, ben, newDataKey())]
  for (const place of [hers, hers, his]) await place.put('a/b', plain)
  const [one, two] = [await Array.fromAsync(hers.list()), await Array.fromAsync(his.list())]
  assert.deepEqual([one.length, two.length], [1, 1])
  assert.deepEqual(one, [hers.sealedName('a/b')])
  assert.notEqual(one[0]?.split('/').at(-1), two[0]?.split('/').at(-1))
  assert.ok(!(await medium.get(one[0] ?? '')).equals(await medium.get(two[0] ?? '')))
})

test('with another key, in another place or changed by a bit, it is corrupt and never handed out', async () => {
  const [anna, key] = [person(), newDataKey()]
  const place = new SealedBackEnd(medium, anna, key)
  await place.put('a/one', Buffer.from('one'))
  await place.put('a/two', Buffer.from('two'))
  const [one, two] = [place.sealedName('a/one'), place.sealedName('a/two')]
  const sealed = await medium.get(one)
  const isCorrupt = (error: unknown) => isVaultFailure(error, 'corrupt')
  for (const changed of [
    await medium.get(two),
    Buffer.concat([sealed.subarray(0, -1), Buffer.of((sealed.at(-1) ?? 0) ^ 1)]),
    sealed.subarray(0, 20),
    Buffer.alloc(0),
    Buffer.concat([Buffer.of(1), sealed.subarray(1)]),
  ]) {
    await medium.put(one, changed)
    await assert.rejects(place.get('a/one'), isCorrupt)
  }
  await medium.put(one, sealed)
  assert.equal(String(await place.get('a/one')), 'one')
  // Under her name with another key nothing is found; what is forced into place is not read.
  const foreign = new SealedBackEnd(medium, anna, newDataKey())
  await assert.rejects(foreign.get('a/one'), (error) => isVaultFailure(error, 'not-found'))
  await medium.put(foreign.sealedName('a/one'), sealed)
  await assert.rejects(foreign.get('a/one'), isCorrupt)
})

test('a person whose data key is gone is gone: no copy of medium and database brings anything back after a rotation', async () => {
  const anna = person()
  const oldText = MasterKeys.generate()
  const before = MasterKeys.parse(oldText)
  const stolen = before.wrap(anna, newDataKey())
  const place = new SealedBackEnd(medium, anna, before.unwrap(anna, stolen))
  await place.put('a/b', Buffer.from('secret'))
  // Rotation wraps the keys of those who are there; hers is not among them, and the old master key is thrown away.
  const rotated = MasterKeys.parse(MasterKeys.generate())
  assert.throws(
    () => rotated.unwrap(anna, stolen),
    (error) => isVaultFailure(error, 'corrupt'),
  )
  for await (const name of medium.list(sealedPrefix(anna))) await medium.delete(name)
  assert.deepEqual(await Array.fromAsync(place.list()), [])
})

test('a wrapped key opens with its own master key, for its own person, unchanged', () => {
  const [anna, ben, dataKey] = [person(), person(), newDataKey()]
  const [one, two] = [MasterKeys.generate(), MasterKeys.generate()]
  const wrapped = MasterKeys.parse(one).wrap(anna, dataKey)
  assert.deepEqual(MasterKeys.parse(`# new\n${two}\n${one}\n`).unwrap(anna, wrapped), dataKey)
  assert.equal(MasterKeys.parse(`${two},${one}`).currentId, MasterKeys.parse(two).currentId)
  const isCorrupt = (error: unknown) => isVaultFailure(error, 'corrupt')
  assert.throws(() => MasterKeys.parse(two).unwrap(anna, wrapped), isCorrupt)
  assert.throws(() => MasterKeys.parse(one).unwrap(ben, wrapped), isCorrupt)
  const bent = Buffer.from(wrapped.wrapped)
  bent[20] = (bent[20] ?? 0) ^ 1
  assert.throws(() => MasterKeys.parse(one).unwrap(anna, { ...wrapped, wrapped: bent }), isCorrupt)
})

test('a text that is no master key is refused', () => {
  for (const text of ['', '# only a comment', 'short', `${MasterKeys.generate()}\nx`]) {
    assert.throws(() => MasterKeys.parse(text), TypeError)
  }
  assert.throws(() => new SealedBackEnd(medium, person(), Buffer.alloc(16)), TypeError)
  assert.throws(() => new SealedBackEnd(medium, '../x', newDataKey()), TypeError)
})
