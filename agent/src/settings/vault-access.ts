import type { ChunkId, SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import type { HostId, PersonId } from '@nahtlos/contract/identifiers'
import { readSnapshot, type StoredSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { VaultError } from '@nahtlos/vault/vault-error'
import type { SettingsCache } from './settings-cache.ts'
import type { Chunk, SettingsClient } from './settings-client.ts'

export interface KnownSnapshot {
  readonly id: SnapshotId
  readonly parent: string | null
  readonly host: HostId
  /** Sorted by path. */
  readonly entries: readonly SnapshotEntry[]
}

/** Snapshots of a package that are not read again: what the home holds, and what it was before. */
const recentMost = 2
/** What travels with the change of a head at most; what is more is asked about first, and streamed. */
const lotMost = { chunks: 64, bytes: 1024 * 1024 }

/** One person's part of the vault, seen through the host's cache. Failures are `VaultError`. */
export class VaultAccess {
  readonly client: SettingsClient
  readonly cache: SettingsCache
  readonly person: PersonId
  readonly host: HostId
  /** By template, newest first. A snapshot never changes, and those in use share their entries. */
  readonly #recent = new Map<string, readonly KnownSnapshot[]>()

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
  async entries(
    template: string,
    snapshot: SnapshotId | null,
    signal?: AbortSignal,
  ): Promise<readonly SnapshotEntry[]> {
    return snapshot === null ? [] : (await this.snapshot(template, snapshot, signal)).entries
  }

  async snapshot(template: string, id: SnapshotId, signal?: AbortSignal): Promise<KnownSnapshot> {
    const known = this.#recent.get(template)?.find((one) => one.id === id)
    if (known !== undefined) return known
    const found = readSnapshot(await this.chunk(id, signal))
    if (found.template !== template) throw new VaultError('corrupt', `snapshot ${id} is of ${found.template}`)
    return this.#remember(template, { id, parent: found.parent, host: found.host, entries: found.entries })
  }

  /** Keeps a snapshot that was made here. */
  keep(template: string, { id, bytes }: StoredSnapshot, about: Omit<KnownSnapshot, 'id'>): void {
    this.cache.keepChunk(id, bytes)
    this.#remember(template, { id, ...about })
  }

  #remember(template: string, snapshot: KnownSnapshot): KnownSnapshot {
    const recent = this.#recent.get(template) ?? []
    this.#recent.set(template, [snapshot, ...recent.filter(({ id }) => id !== snapshot.id)].slice(0, recentMost))
    return snapshot
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

  /**
   * The snapshots, and of their chunks those that are not `present`, for `client.capture`. Null where that is more than
   * goes with a change of a head, or where not all of it is here: then they are to be stored by `store`.
   */
  lot(
    snapshots: readonly { snapshot: StoredSnapshot; entries: readonly SnapshotEntry[] }[],
    present: ReadonlySet<ChunkId>,
  ): Chunk[] | null {
    const wanted = new Set<ChunkId>()
    for (const { entries } of snapshots) for (const id of chunksIn(entries)) if (!present.has(id)) wanted.add(id)
    if (wanted.size > lotMost.chunks) return null
    const lot: Chunk[] = []
    let size = 0
    for (const id of wanted) {
      const bytes = this.cache.chunk(id)
      if (bytes === null) return null
      size += bytes.length
      if (size > lotMost.bytes) return null
      lot.push({ id, bytes })
    }
    return [...lot, ...snapshots.map(({ snapshot: { id, bytes } }) => ({ id, bytes }))]
  }

  #kept(id: ChunkId): Buffer {
    const bytes = this.cache.chunk(id)
    if (bytes === null) throw new VaultError('not-found', `chunk ${id} is neither in the vault nor here`)
    return bytes
  }
}

export function chunksIn(entries: readonly SnapshotEntry[]): Set<ChunkId> {
  const ids = new Set<ChunkId>()
  for (const entry of entries) if (entry.type === 'file') for (const id of entry.chunks) ids.add(id)
  return ids
}
