import { Snapshot, SnapshotEntry, type SnapshotId } from '@nahtlos/contract/host/vault'
import { chunkId } from './chunk-id.ts'
import { VaultError } from './vault-error.ts'

export interface StoredSnapshot {
  readonly id: SnapshotId
  /** What is stored as a chunk under `id`. */
  readonly bytes: Buffer
}

/** Entries that were read before, by their canonical texts. */
export type KnownEntries = Map<string, SnapshotEntry>

/** What stands before the first entry, with what each of them begins; between two of them; and after the last. */
const listStart = ',"entries":['
const entryStart = '{"type":"'
const between = `},${entryStart}`
const listEnd = '}]}'

/**
 * The one text of a snapshot: members in the order of the contract, entries sorted by path (by UTF-16 code units),
 * no white space. Equal contents give equal texts, so equal ids.
 */
export function canonicalSnapshot(snapshot: Snapshot): StoredSnapshot {
  const bytes = canonicalBytes(snapshot)
  return { id: chunkId(bytes), bytes }
}

function canonicalBytes(snapshot: Snapshot): Buffer {
  const head = headText(snapshot)
  if (snapshot.entries.length === 0) return Buffer.from(`${head}]}`)
  const entries = snapshot.entries.toSorted(byPath).map(keptText)
  return Buffer.from(head + entryStart + entries.join(between) + listEnd)
}

function headText({ template, parent, host, takenAt }: Snapshot): string {
  return JSON.stringify({ version: 1, template, parent, host, takenAt }).slice(0, -1) + listStart
}

/** One snapshot has nearly all entries of the one before it, and nobody changes an entry. */
const texts = new WeakMap<SnapshotEntry, string>()

function keptText(entry: SnapshotEntry): string {
  let text = texts.get(entry)
  if (text === undefined) {
    text = textOf(entry)
    texts.set(entry, text)
  }
  return text
}

/** The canonical text of an entry, without what all of them begin and end with. */
function textOf(entry: SnapshotEntry): string {
  return JSON.stringify(canonicalEntry(entry)).slice(entryStart.length, -1)
}

/** For `readCanonical` of the snapshots that come after one with these entries; `former` is that of the one before it. */
export function knownEntries(entries: readonly SnapshotEntry[], former: KnownEntries = new Map()): KnownEntries {
  const known = former.size > 2 * entries.length ? new Map<string, SnapshotEntry>() : former
  const present = new Set(known.values())
  for (const entry of entries) if (!present.has(entry)) known.set(textOf(entry), entry)
  return known
}

/** The snapshot in a chunk's bytes; `corrupt` where it is none. */
export function readSnapshot(bytes: Uint8Array): Snapshot {
  try {
    return Snapshot.parse(JSON.parse(decoded(bytes)))
  } catch (error) {
    throw new VaultError('corrupt', 'a chunk that is not a snapshot', error)
  }
}

/**
 * The same at a fraction of the cost where most entries are known: their texts are recognised, and only others are
 * parsed. Null for a snapshot in any other form than its canonical one.
 */
export function readCanonical(bytes: Buffer, known: KnownEntries): Snapshot | null {
  const quick = known.size === 0 ? null : readParts(bytes, known)
  if (quick !== null) return quick
  const snapshot = readSnapshot(bytes)
  return canonicalBytes(snapshot).equals(bytes) ? snapshot : null
}

/**
 * Cut where one entry ends and the next begins. Null where what that leads to has not these very bytes as its canonical
 * form: the head's text and those of new entries are compared, known ones are known by it, and the order is theirs.
 */
function readParts(bytes: Buffer, known: KnownEntries): Snapshot | null {
  try {
    const text = decoded(bytes)
    const list = text.indexOf(listStart) + listStart.length
    if (!text.startsWith(entryStart, list) || !text.endsWith(listEnd)) return null
    const head = Snapshot.parse(JSON.parse(`${text.slice(0, list)}]}`))
    if (headText(head) !== text.slice(0, list)) return null
    const entries: SnapshotEntry[] = []
    for (const part of text.slice(list + entryStart.length, -listEnd.length).split(between)) {
      const entry = known.get(part) ?? SnapshotEntry.parse(JSON.parse(`${entryStart}${part}}`))
      if (!known.has(part) && textOf(entry) !== part) return null
      const before = entries.at(-1)
      if (before !== undefined && byPath(before, entry) > 0) return null
      entries.push(entry)
    }
    return { ...head, entries }
  } catch {
    // Whoever reads all of it then says what is wrong.
    return null
  }
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

function canonicalEntry(entry: SnapshotEntry): SnapshotEntry {
  if (entry.type === 'link') return { type: 'link', path: entry.path, to: entry.to }
  const { path, mode, size, modified, chunks } = entry
  return { type: 'file', path, mode, size, modified, chunks: [...chunks] }
}

function byPath(a: SnapshotEntry, b: SnapshotEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}
