import type { ChunkId, SnapshotId } from '@nahtlos/contract/host/vault'

/** Ids of chunks that are remembered altogether: some tens of megabytes. */
const idsMost = 200_000

/**
 * The chunks of snapshots that became heads a while ago, by person: what a capture comes after was whole then, and need
 * be neither read nor looked for again. A snapshot never changes, so what is known of it stays true on any replica.
 */
export class WholeSnapshots {
  readonly #known = new Map<string, { readonly person: string; readonly chunks: ReadonlySet<ChunkId> }>()
  #ids = 0

  get(person: string, snapshot: SnapshotId): ReadonlySet<ChunkId> | undefined {
    return this.#known.get(`${person}/${snapshot}`)?.chunks
  }

  set(person: string, snapshot: SnapshotId, chunks: ReadonlySet<ChunkId>): void {
    this.#delete(`${person}/${snapshot}`)
    this.#known.set(`${person}/${snapshot}`, { person, chunks })
    this.#ids += chunks.size
    for (const key of this.#known.keys()) {
      if (this.#ids <= idsMost) break
      this.#delete(key)
    }
  }

  /** Null forgets everybody's. */
  forget(person: string | null): void {
    for (const [key, one] of this.#known) if (person === null || one.person === person) this.#delete(key)
  }

  #delete(key: string): void {
    this.#ids -= this.#known.get(key)?.chunks.size ?? 0
    this.#known.delete(key)
  }
}
