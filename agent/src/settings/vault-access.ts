import type { ChunkId, SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import type { HostId, PersonId } from '@nahtlos/contract/identifiers'
import { readSnapshot, type StoredSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { SettingsCache } from './settings-cache.ts'
import type { SettingsClient } from './settings-client.ts'

/** Chunks that travel at once. */
const lanes = 4

/** One person's part of the vault, seen through the host's cache. Failures are `VaultError`. */
export class VaultAccess {
  readonly client: SettingsClient
  readonly cache: SettingsCache
  readonly person: PersonId
  readonly host: HostId

  constructor(client: SettingsClient, cache: SettingsCache, person: PersonId, host: HostId) {
    this.client = client
    this.cache = cache
    this.person = person
    this.host = host
  }

  async chunk(id: ChunkId, signal?: AbortSignal): Promise<Buffer> {
    const kept = this.cache.chunk(id)
    if (kept !== null) return kept
    const bytes = await this.client.getChunk(this.person, id, signal)
    this.cache.keepChunk(id, bytes)
    return bytes
  }

  /** Sorted by path; none for no snapshot. */
  async entries(template: string, snapshot: SnapshotId | null, signal?: AbortSignal): Promise<SnapshotEntry[]> {
    if (snapshot === null) return []
    const found = readSnapshot(await this.chunk(snapshot, signal))
    if (found.template !== template) throw new VaultError('corrupt', `snapshot ${snapshot} is of ${found.template}`)
    return found.entries
  }

  /** Brings chunks that this host lacks, as many as can be had: what is missing then is asked for again by `chunk`. */
  async prefetch(ids: Iterable<ChunkId>, signal?: AbortSignal): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.cache.hasChunk(id))
    let unreachable = false
    await inLanes(wanted, async (id) => {
      if (unreachable) return
      await this.chunk(id, signal).catch((error: unknown) => {
        if (!(error instanceof VaultError)) throw error
        unreachable = error.failure === 'unavailable'
      })
    })
  }

  /** Stores a snapshot and those of its chunks that the vault lacks; `present` are known to be there. */
  async store(
    snapshot: StoredSnapshot,
    entries: readonly SnapshotEntry[],
    present: ReadonlySet<ChunkId>,
  ): Promise<void> {
    const asked = [...chunksIn(entries)].filter((id) => !present.has(id))
    const missing = asked.length === 0 ? [] : await this.client.missing(this.person, asked)
    await inLanes(missing, async (id) => {
      const bytes = this.cache.chunk(id)
      if (bytes === null) throw new VaultError('not-found', `chunk ${id} is neither in the vault nor here`)
      await this.client.putChunk(this.person, id, bytes)
    })
    this.cache.keepChunk(snapshot.id, snapshot.bytes)
    await this.client.putChunk(this.person, snapshot.id, snapshot.bytes)
  }
}

export function chunksIn(entries: readonly SnapshotEntry[]): Set<ChunkId> {
  return new Set(entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : [])))
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const lane = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
}
