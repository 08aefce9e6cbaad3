import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { setAside } from './set-aside.ts'
import { type PackageState, SettingsCache } from './settings-cache.ts'
import { VaultServer } from './testing/vault-server.ts'
import { VaultAccess } from './vault-access.ts'

const opened = new AsyncDisposableStack()
const root = await mkdtemp(join(tmpdir(), 'aside-'))
opened.defer(() => rm(root, { recursive: true }))
const server = opened.use(await VaultServer.start(root, await DirectoryBackEnd.open(join(root, 'vault'))))
after(() => opened.disposeAsync())

test('what a home holds goes to the history beside the head, and the head stays what was restored', async () => {
  const person = randomUUID()
  const vault = new VaultAccess(server.client, new SettingsCache(join(root, 'cache'), person), person, 'host-a')
  const snapshotOf = (parent: string | null, content: string) => {
    const bytes = Buffer.from(content)
    vault.cache.keepChunk(chunkId(bytes), bytes)
    const entries: SnapshotEntry[] = [
      { type: 'file', path: 'f', mode: 0o600, size: bytes.length, modified: 1, chunks: [chunkId(bytes)] },
    ]
    const takenAt = new Date(0).toISOString()
    const made = canonicalSnapshot({ version: 1, template: 'desk', parent, host: 'host-a', takenAt, entries })
    vault.cache.keepChunk(made.id, made.bytes)
    return { ...made, entries }
  }
  const base = snapshotOf(null, 'yesterday')
  const restored = snapshotOf(base.id, 'last Tuesday')
  const home = snapshotOf(base.id, 'in the home')
  for (const one of [base, restored]) await vault.store(one, one.entries, new Set())
  server.heads.set(`${person}/desk`, restored.id)
  const state: PackageState = { restored: true, base: base.id, ours: home.id, head: base.id, unwritten: [] }

  const settled = await setAside(vault, 'desk', state, new Date())
  const head = server.heads.get(`${person}/desk`) ?? ''
  assert.deepEqual(settled, { restored: true, base: head, ours: head, head, unwritten: [] })
  const present = readSnapshot(await server.client.getChunk(person, head))
  assert.deepEqual(present.entries, restored.entries)
  const aside = readSnapshot(await server.client.getChunk(person, present.parent ?? ''))
  assert.deepEqual(aside.entries, home.entries)
  assert.equal(aside.parent, restored.id)

  assert.deepEqual(await setAside(vault, 'desk', settled, new Date()), settled)
})
