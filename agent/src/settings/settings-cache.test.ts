import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { forgetErasedPersons, forgetIdlePersons } from './idle-persons.ts'
import { type PackageState, SettingsCache } from './settings-cache.ts'

let root: string
before(() => {
  root = mkdtempSync(join(tmpdir(), 'cache-'))
})
after(() => rmSync(root, { recursive: true }))

const undelivered: PackageState = { restored: true, base: null, ours: 'a'.repeat(64), head: null, unwritten: [] }

function kept(cache: SettingsCache, size: number): string {
  const bytes = randomBytes(size)
  const id = chunkId(bytes)
  cache.keepChunk(id, bytes)
  return id
}

test('a damaged chunk is not there, and is kept anew', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  const bytes = randomBytes(1000)
  const id = chunkId(bytes)
  cache.keepChunk(id, bytes)
  cache.letGo()
  assert.deepEqual(cache.chunk(id), bytes)
  const [pack = ''] = readdirSync(join(root, person, 'packs'))
  writeFileSync(join(root, person, 'packs', pack), randomBytes(1036))
  assert.equal(cache.chunk(id), null)
  cache.keepChunk(id, bytes)
  cache.letGo()
  assert.deepEqual(cache.chunk(id), bytes)
})

test('a damaged state is no state', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  const session = randomUUID()
  cache.keepSession(session, { finished: true, packages: { desktop: undelivered }, formats: {} })
  assert.deepEqual(cache.session(session)?.packages.desktop, undelivered)
  for (const text of ['', '{', '{"finished":1}']) {
    writeFileSync(join(root, person, 'sessions', `${session}.json`), text)
    assert.equal(cache.session(session), null)
  }
})

test('trimming takes what was of use longest ago, and nothing that is needed', () => {
  const cache = new SettingsCache(root, randomUUID())
  const ids = Array.from({ length: 10 }, () => kept(cache, 10_000))
  for (const [at, id] of ids.entries()) cache.touch([id], new Date(1_700_000_000_000 + at * 1000))
  cache.trim(45_000, new Set(ids.slice(0, 2)))
  assert.deepEqual(
    ids.map((id) => cache.hasChunk(id)),
    [true, true, false, false, false, false, false, false, true, true],
  )
})

test('what a host has of persons whose settings were erased goes, whatever is left to deliver; nobody else’s does', async () => {
  const directory = join(root, 'erased')
  const [erased, present, other] = [randomUUID(), randomUUID(), randomUUID()]
  for (const person of [erased, present, other]) {
    const cache = new SettingsCache(directory, person)
    kept(cache, 10)
    cache.keepSession(randomUUID(), { finished: true, packages: { desktop: undelivered }, formats: {} })
  }
  const asked: string[] = []
  const client = {
    unknownPersons: async (persons: readonly string[]) => {
      asked.push(...persons)
      return [erased, present, '..', randomUUID()]
    },
  }
  assert.deepEqual(await forgetErasedPersons(directory, client, new Set([present])), [erased])
  assert.deepEqual(asked.toSorted(), [erased, other].toSorted())
  assert.deepEqual(readdirSync(directory).toSorted(), [present, other].toSorted())
  assert.deepEqual(await forgetErasedPersons(join(root, 'no-such'), client, new Set()), [])
})

test('nobody but root reads it', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  kept(cache, 10)
  cache.keepSession(randomUUID(), { finished: false, packages: {}, formats: {} })
  for (const path of ['', ...(readdirSync(join(root, person), { recursive: true }) as string[])]) {
    assert.equal(statSync(join(root, person, path)).mode & 0o077, 0, path)
  }
})

test('persons who stay away are forgotten, unless something of theirs is not delivered', async () => {
  const directory = join(root, 'idle')
  const [gone, waiting] = [randomUUID(), randomUUID()]
  kept(new SettingsCache(directory, gone), 10)
  new SettingsCache(directory, waiting).keepSession(randomUUID(), {
    finished: true,
    packages: { desktop: undelivered },
    formats: {},
  })
  const day = 24 * 60 * 60 * 1000
  assert.deepEqual(await forgetIdlePersons(directory, new Date(Date.now() + 29 * day)), [])
  assert.deepEqual(await forgetIdlePersons(directory, new Date(Date.now() + 31 * day)), [gone])
  assert.deepEqual(readdirSync(directory), [waiting])
  assert.equal(existsSync(join(directory, gone)), false)
  assert.deepEqual(await forgetIdlePersons(join(root, 'never made'), new Date()), [])
})

test('a word on what is being sent holds beside the state before it, until the next state', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  const session = randomUUID()
  const formats = { desktop: [{ files: ['*.conf'], format: 'ini' as const }] }
  const other: PackageState = { ...undelivered, ours: 'b'.repeat(64) }
  cache.keepSession(session, { finished: false, packages: { desktop: undelivered, other: undelivered }, formats })
  cache.keepSending(session, { desktop: other })
  assert.deepEqual(cache.session(session), {
    finished: false,
    packages: { desktop: other, other: undelivered },
    formats,
  })
  cache.keepSession(session, { finished: true, packages: { desktop: undelivered }, formats: {} })
  assert.deepEqual(cache.session(session), { finished: true, packages: { desktop: undelivered }, formats: {} })
})

test('a line that a kill tore is not there, and the one after it is', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  const session = randomUUID()
  const state = { finished: false, packages: { desktop: undelivered }, formats: {} }
  cache.keepSession(session, state)
  cache.keepHead('desktop', 'c'.repeat(64))
  cache.letGo()
  for (const name of [`sessions/${session}.json`, 'heads.json']) {
    const path = join(root, person, name)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, `${text}${text.trim().slice(0, -5)}`)
  }
  assert.deepEqual(cache.session(session), state)
  assert.equal(new SettingsCache(root, person).head('desktop'), 'c'.repeat(64))
  cache.keepSession(session, { ...state, finished: true })
  cache.keepHead('desktop', 'd'.repeat(64))
  cache.letGo()
  assert.equal(cache.session(session)?.finished, true)
  assert.equal(new SettingsCache(root, person).head('desktop'), 'd'.repeat(64))
})

test('states and heads take no more room however often they are kept', () => {
  const person = randomUUID()
  const cache = new SettingsCache(root, person)
  const session = randomUUID()
  const packages = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`package-${at}`, undelivered]))
  cache.keepSession(session, { finished: false, packages, formats: {} })
  for (let round = 0; round < 100; round++) {
    cache.keepSending(session, packages)
    for (let at = 0; at < 100; at++) cache.keepHead(`package-${at}`, String(round % 10).repeat(64))
    cache.letGo()
  }
  for (const name of [`sessions/${session}.json`, 'heads.json'])
    assert.ok(statSync(join(root, person, name)).size < 300_000, name)
  assert.deepEqual(cache.session(session), { finished: false, packages, formats: {} })
  assert.equal(new SettingsCache(root, person).head('package-99'), '9'.repeat(64))
  assert.deepEqual(readdirSync(join(root, person, 'sessions')), [`${session}.json`], 'nothing is left beside it')
})
