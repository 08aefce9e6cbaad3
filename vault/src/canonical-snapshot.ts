import { Snapshot, type SnapshotEntry, type SnapshotId } from '@nahtlos/contract/host/vault'
import { chunkId } from './chunk-id.ts'
import { VaultError } from './vault-error.ts'

export interface StoredSnapshot {
  readonly id: SnapshotId
  /** What is stored as a chunk under `id`. */
  readonly bytes: Buffer
}

/**
 * The one text of a snapshot: members in the order of the contract, entries sorted by path (by UTF-16 code units),
 * no white space. Equal contents give equal texts, so equal ids.
 */
export function canonicalSnapshot(snapshot: Snapshot): StoredSnapshot {
  const { template, parent, host, takenAt } = snapshot
  const entries = snapshot.entries.toSorted(byPath).map(canonicalText)
  const head = JSON.stringify({ version: 1, template, parent, host, takenAt })
  const bytes = Buffer.from(`${head.slice(0, -1)},"entries":[${entries.join(',')}]}`)
  return { id: chunkId(bytes), bytes }
}

/** One snapshot has nearly all entries of the one before it, and nobody changes an entry. */
const texts = new WeakMap<SnapshotEntry, string>()

function canonicalText(entry: SnapshotEntry): string {
  let text = texts.get(entry)
  if (text === undefined) {
    text = JSON.stringify(canonicalEntry(entry))
    texts.set(entry, text)
  }
  return text
}

/** The snapshot in a chunk's bytes; `corrupt` where it is none. */
export function readSnapshot(bytes: Uint8Array): Snapshot {
  try {
    return Snapshot.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch (error) {
    throw new VaultError('corrupt', 'a chunk that is not a snapshot', error)
  }
}

function canonicalEntry(entry: SnapshotEntry): SnapshotEntry {
  if (entry.type === 'link') return { type: 'link', path: entry.path, to: entry.to }
  const { path, mode, size, modified, chunks } = entry
  return { type: 'file', path, mode, size, modified, chunks: [...chunks] }
}

function byPath(a: SnapshotEntry, b: SnapshotEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
