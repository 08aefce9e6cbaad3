import type { SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import { areSameContents } from '@nahtlos/core/settings/merge'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { moveHead, type NewVersion, packageHead } from '../vault/heads.ts'
import { shareWithCollector } from '../vault/person-lock.ts'
import { asProblem } from '../vault/vault-problem.ts'
import { portalHost } from './portal-host.ts'
import { orderRestores } from './restore-orders.ts'

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
    await changePackage(services, deed, template, entries, version, 'settings.restored')
  })
}

/** Leaves the package without files: the app begins with what the workspace gives. */
export async function resetPackage(services: Services, deed: Deed, template: string): Promise<void> {
  if ((await packageHead(services.database, deed.person, template)) === null) throw new ProblemError('not-found')
  await told(() => changePackage(services, deed, template, [], { kind: 'reset' }, 'settings.reset'))
}

/**
 * Makes these files the package's head, whatever it is by then, and asks the sessions that use the package to take it
 * over. The chunks are stored already. Throws `VaultError`, and `settings-changed` where others are always faster.
 */
export async function changePackage(
  services: Services,
  deed: Deed,
  template: string,
  entries: readonly SnapshotEntry[],
  version: Pick<NewVersion, 'kind' | 'cameFrom'>,
  event: EventKind,
): Promise<void> {
  const { database, vault, clock } = services
  const { chunks } = await vault.of(deed.person)
  const now = clock()
  const touched = entries.map((entry) => (entry.type === 'file' ? { ...entry, modified: now.getTime() } : entry))
  for (let attempt = 0; attempt < attempts; attempt++) {
    const parent = await packageHead(database, deed.person, template)
    if (parent !== null && (await isHeldBy(chunks, parent, entries))) return
    const takenAt = now.toISOString()
    const made = canonicalSnapshot({ version: 1, template, parent, host: portalHost, takenAt, entries: touched })
    await chunks.put(made.id, made.bytes)
    const moved = await database.transaction().execute(async (queries) => {
      await shareWithCollector(queries, deed.person)
      await demandWhole(chunks, made.id, entries)
      const next: NewVersion = { ...version, snapshot: made.id, host: portalHost, actor: deed.actor }
      const move = await moveHead(queries, deed.person, template, parent, [next], now)
      if (!move.moved) return false
      await orderRestores(queries, deed.person, template, made.id, now)
      await services.events.record(queries, {
        at: now,
        kind: event,
        actor: deed.actor,
        clientAddress: deed.clientAddress,
        details: { person: deed.person, template, version: version.cameFrom ?? null, access: deed.access },
      })
      return true
    })
    if (moved) return
  }
  throw new ProblemError('settings-changed')
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
