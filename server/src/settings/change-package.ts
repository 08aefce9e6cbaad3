import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { ChunkId, SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import { areSameContents } from '@nahtlos/core/settings/merge'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { chunksOf } from '@nahtlos/vault/chunking'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { moveHead, type NewVersion, packageHead } from '../vault/heads.ts'
import { shareWithCollector } from '../vault/person-lock.ts'
import { asProblem } from '../vault/vault-problem.ts'
import { portalHost } from './portal-host.ts'
import { orderRestores } from './restore-orders.ts'
import { templateOf } from './templates.ts'

/** Who changes whose package, from where, and by which access of the help desk. */
export interface Deed {
  readonly person: string
  readonly actor: string
  readonly clientAddress: string
  readonly access: string | null
}

const attempts = 5

/**
 * Makes a version the head again. Its files count as changed now, so that they win against what a running session saves
 * meanwhile. Restoring what is there already changes nothing.
 *
 * @throws ProblemError `not-found`, or `settings-damaged` where something of that version is lost
 */
export async function restoreVersion(services: Services, deed: Deed, template: string, number: number): Promise<void> {
  const row = await services.database
    .selectFrom('settings_snapshot')
    .select(['snapshot', 'lost_at'])
    .where('person', '=', deed.person)
    .where('template', '=', template)
    .where('number', '=', number)
    .executeTakeFirst()
  const vault = await services.vault.existing(deed.person)
  if (row === undefined || vault === null) throw new ProblemError('not-found')
  const version: Pick<NewVersion, 'kind' | 'cameFrom'> = { kind: 'restored', cameFrom: number }
  await told(async () => {
    const { entries } = readSnapshot(await vault.chunks.get(row.snapshot))
    await changePackages(services, deed, [{ template, entries }], version, 'settings.restored')
  })
}

/** Gives the package what somebody begins with who never had it: the template's defaults, or else no files. */
export async function resetPackage(services: Services, deed: Deed, template: string): Promise<void> {
  if ((await packageHead(services.database, deed.person, template)) === null) throw new ProblemError('not-found')
  await told(async () => {
    const { chunks } = await services.vault.of(deed.person)
    const entries = await storeDefaults(chunks, templateOf(services, template)?.defaults ?? [])
    await changePackages(services, deed, [{ template, entries }], { kind: 'reset' }, 'settings.reset')
  })
}

async function storeDefaults(chunks: ChunkStore, defaults: SettingsTemplate['defaults']): Promise<SnapshotEntry[]> {
  const entries: SnapshotEntry[] = []
  for (const { path, text } of defaults) {
    const bytes = Buffer.from(text)
    entries.push({
      type: 'file',
      path,
      mode: 0o600,
      size: bytes.length,
      modified: 0,
      chunks: await putBytes(chunks, bytes),
    })
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Stores a file's bytes; answers the ids of its chunks. */
export async function putBytes(chunks: ChunkStore, bytes: Buffer): Promise<ChunkId[]> {
  const ids: ChunkId[] = []
  for (const chunk of chunksOf(bytes)) {
    const id = chunkId(chunk)
    await chunks.put(id, chunk)
    ids.push(id)
  }
  return ids
}

/** What a package is to hold from now on; sorted by path, its chunks stored. */
export interface PackageContents {
  readonly template: string
  readonly entries: readonly SnapshotEntry[]
}

/**
 * Makes these files the heads of these packages, whatever they are by then, all of them or none, and asks the sessions
 * that use them to take it over. Throws `VaultError`, and `settings-changed` where others are always faster.
 */
export async function changePackages(
  services: Services,
  deed: Deed,
  changes: readonly PackageContents[],
  version: Pick<NewVersion, 'kind' | 'cameFrom'>,
  event: EventKind,
): Promise<void> {
  const { database, vault, clock } = services
  const { chunks } = await vault.of(deed.person)
  const now = clock()
  for (let attempt = 0; attempt < attempts; attempt++) {
    const wanted: (PackageContents & { readonly parent: SnapshotId | null; readonly next: SnapshotId })[] = []
    for (const { template, entries } of changes) {
      const parent = await packageHead(database, deed.person, template)
      if (parent !== null && (await isHeldBy(chunks, parent, entries))) continue
      const takenAt = now.toISOString()
      const touched = entries.map((entry) => (entry.type === 'file' ? { ...entry, modified: now.getTime() } : entry))
      const made = canonicalSnapshot({ version: 1, template, parent, host: portalHost, takenAt, entries: touched })
      await chunks.put(made.id, made.bytes)
      wanted.push({ template, entries, parent, next: made.id })
    }
    if (wanted.length === 0) return
    try {
      await database.transaction().execute(async (queries) => {
        await shareWithCollector(queries, deed.person)
        // Always in one order, so that two never wait for each other.
        for (const { template, entries, parent, next } of wanted.toSorted((a, b) =>
          a.template < b.template ? -1 : 1,
        )) {
          await demandWhole(chunks, next, entries)
          const made: NewVersion = { ...version, snapshot: next, host: portalHost, actor: deed.actor }
          if (!(await moveHead(queries, deed.person, template, parent, [made], now)).moved) throw new Overtaken()
          await orderRestores(queries, deed.person, template, next, now)
          await services.events.record(queries, {
            at: now,
            kind: event,
            actor: deed.actor,
            clientAddress: deed.clientAddress,
            details: { person: deed.person, template, version: version.cameFrom ?? null, access: deed.access },
          })
        }
      })
      return
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new ProblemError('settings-changed')
}

/** Somebody moved a head meanwhile: nothing of this try holds. */
class Overtaken extends Error {
  override name = 'Overtaken'
}

async function isHeldBy(chunks: ChunkStore, head: SnapshotId, entries: readonly SnapshotEntry[]): Promise<boolean> {
  try {
    return areSameContents(readSnapshot(await chunks.get(head)).entries, entries)
  } catch (error) {
    // A head that is damaged is to be replaced.
    if (error instanceof VaultError && error.failure !== 'unavailable') return false
    throw error
  }
}

async function demandWhole(chunks: ChunkStore, id: SnapshotId, entries: readonly SnapshotEntry[]): Promise<void> {
  const named = entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : []))
  const missing = await chunks.missing([id, ...named])
  if (missing.length > 0) throw new VaultError('corrupt', `${missing.length} chunks of this version are lost`)
}

/** Failures of the vault, as the person is told them. */
export async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    // What a version names and the vault does not have is damage, and no question of whose it is.
    throw error.failure === 'not-found' ? new ProblemError('settings-damaged', { cause: error }) : asProblem(error)
  }
}
