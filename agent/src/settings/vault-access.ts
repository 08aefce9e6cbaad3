import type { ChunkId, SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import type { HostId, PersonId } from '@nahtlos/contract/identifiers'
import { readSnapshot, type StoredSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { SettingsCache } from './settings-cache.ts'
import type { SettingsClient } from './settings-client.ts'

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

  /**
   * Brings chunks that this host lacks, in one stream, as many as can be had: what is missing then is asked for again
   * by `chunk`.
   */
  async prefetch(ids: Iterable<ChunkId>, signal?: AbortSignal): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.cache.hasChunk(id))
    if (wanted.length === 0) return
    try {
      for await (const { id, bytes } of this.client.getChunks(this.person, wanted, signal)) {
        if (bytes !== null) this.cache.keepNewChunk(id, bytes)
      }
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
    }
  }

  /** Stores a snapshot and those of its chunks that the vault lacks, in one stream; `present` are known to be there. */
  async store(
    snapshot: StoredSnapshot,
    entries: readonly SnapshotEntry[],
    present: ReadonlySet<ChunkId>,
  ): Promise<void> {
    const asked = [...chunksIn(entries)].filter((id) => !present.has(id))
    const missing = asked.length === 0 ? [] : await this.client.missing(this.person, asked)
    this.cache.keepChunk(snapshot.id, snapshot.bytes)
    await this.client.putChunks(this.person, [...missing, snapshot.id], (id) => this.#kept(id))
  }

  #kept(id: ChunkId): Buffer {
    const bytes = this.cache.chunk(id)
    if (bytes === null) throw new VaultError('not-found', `chunk ${id} is neither in the vault nor here`)
    return bytes
  }
}

export function chunksIn(entries: readonly SnapshotEntry[]): Set<ChunkId> {
  return new Set(entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : [])))
}
