import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { isVaultFailure, type VaultFailure } from '@nahtlos/vault/vault-error'
import { HttpsSettingsClient } from './https-settings-client.ts'
import { VaultServer } from './testing/vault-server.ts'

const root = await mkdtemp(join(tmpdir(), 'client-'))
const server = await VaultServer.start(root, await DirectoryBackEnd.open(join(root, 'vault')))
after(async () => {
  await server[Symbol.asyncDispose]()
  await rm(root, { recursive: true })
})
const client = server.client
const failing = (failure: VaultFailure) => (error: unknown) => isVaultFailure(error, failure)

test('chunks go up and come down, and only missing ones are asked for', async () => {
  const person = randomUUID()
  const chunks = Array.from({ length: 20 }, () => randomBytes(10_000))
  const ids = chunks.map(chunkId)
  assert.deepEqual(await client.missing(person, ids), ids)
  await Promise.all(chunks.map((chunk, at) => client.putChunk(person, ids[at] ?? '', chunk)))
  assert.deepEqual(await client.missing(person, ids), [])
  assert.deepEqual(await Promise.all(ids.map((id) => client.getChunk(person, id))), chunks)
})

test('of many persons those are named of whom the vault has nothing', async () => {
  const persons = Array.from({ length: 12_000 }, () => randomUUID())
  const [one, two] = [persons[3] ?? '', persons[11_000] ?? '']
  for (const person of [one, two]) server.unknown.add(person)
  assert.deepEqual(await client.unknownPersons(persons), [one, two])
})

test('the head moves once; a repeated change is still a success, a stale one is told', async () => {
  const person = randomUUID()
  const store = async (takenAt: string) => {
    const { id, bytes } = canonicalSnapshot({
      version: 1,
      template: 't',
      parent: null,
      host: 'h',
      takenAt,
      entries: [],
    })
    await client.putChunk(person, id, bytes)
    return id
  }
  const [first, second] = [await store('2026-03-02T07:00:00.000Z'), await store('2026-03-03T07:00:00.000Z')]
  const change = { expected: null, next: first }
  assert.deepEqual(await client.head(person, 't'), { snapshot: null })
  assert.deepEqual(await client.changeHead(person, 't', change), { moved: true, head: { snapshot: first } })
  assert.deepEqual(await client.changeHead(person, 't', change), { moved: true, head: { snapshot: first } })
  const stale = await client.changeHead(person, 't', { expected: null, next: second })
  assert.deepEqual(stale, { moved: false, head: { snapshot: first } })
})

test('answers become failures that say what to do', async () => {
  const person = randomUUID()
  const id = chunkId(Buffer.from('x'))
  await assert.rejects(client.getChunk(person, id), failing('not-found'))
  await assert.rejects(client.putChunk(person, id, Buffer.from('y')), failing('corrupt'))
  await assert.rejects(client.head('nobody', 't'), failing('unavailable'))
})

test('a restarted server is met again, over kept connections that are dead', async () => {
  const person = randomUUID()
  await Promise.all(Array.from({ length: 8 }, () => client.head(person, 't')))
  await server.stop()
  await server.start()
  assert.deepEqual(await client.head(person, 't'), { snapshot: null })
})

test('a stopped server is unavailable, and so is one that does not answer in the time given', async () => {
  const person = randomUUID()
  await assert.rejects(client.head(person, 't', AbortSignal.abort()), failing('unavailable'))
  await server.stop()
  await assert.rejects(client.head(person, 't'), failing('unavailable'))
  await server.start()
})

test('a server of another authority, or a machine that is not the server, gets nothing', async () => {
  const foreign = await makeTestAuthority(root)
  const stranger = await loadIdentity(await foreign.issue('agent', 'host-a'))
  server.requests.length = 0
  for (const tls of [clientTlsOptions(stranger, 'server'), clientTlsOptions(server.agentIdentity, 'gateway')]) {
    const other = new HttpsSettingsClient({ address: server.address, tls })
    await assert.rejects(other.head(randomUUID(), 't'), failing('unavailable'))
    other.close()
  }
  assert.equal(server.requests.length, 0)
})
