import type { SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import { type KnownEntries, knownEntries } from '@nahtlos/vault/canonical-snapshot'

/** Entries that are remembered altogether: some tens of megabytes. */
const entriesMost = 100_000

/** What is known of a snapshot that is, or was, a head. */
export interface WholeSnapshot {
  readonly entries: readonly SnapshotEntry[]
  readonly known: KnownEntries
}

/** @param former what it comes after, of which nothing else is to be known any more */
export function wholeSnapshot(entries: readonly SnapshotEntry[], former?: WholeSnapshot): WholeSnapshot {
  return { entries, known: knownEntries(entries, former?.known) }
}

/**
 * Snapshots that became heads a while ago, by person: what a capture comes after was whole then, and need be neither
 * read nor looked for again, and of what comes after it only what is new need be read. A snapshot never changes, so what
 * is known of it stays true on any replica.
 */
export class WholeSnapshots {
  readonly #known = new Map<string, { readonly person: string; readonly snapshot: WholeSnapshot }>()
  #entries = 0

  get(person: string, snapshot: SnapshotId): WholeSnapshot | undefined {
    return this.#known.get(`${person}/${snapshot}`)?.snapshot
  }

  /** @param former the head that it took the place of: nothing else will come after that one */
  set(person: string, id: SnapshotId, snapshot: WholeSnapshot, former: SnapshotId | null = null): void {
    if (former !== null) this.#delete(`${person}/${former}`)
    this.#delete(`${person}/${id}`)
    this.#known.set(`${person}/${id}`, { person, snapshot })
    this.#entries += snapshot.entries.length
    for (const key of this.#known.keys()) {
      if (this.#entries <= entriesMost) break
      this.#delete(key)
    }
  }

  /** Null forgets everybody's. */
  forget(person: string | null): void {
    for (const [key, one] of this.#known) if (person === null || one.person === person) this.#delete(key)
  }

  #delete(key: string): void {
    const known = this.#known.get(key)
    if (known === undefined) return
    this.#entries -= known.snapshot.entries.length
    this.#known.delete(key)
  }
}
