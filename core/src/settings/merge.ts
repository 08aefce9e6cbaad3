import type { SnapshotEntry } from '@nahtlos/contract/host/vault'

/** Both sides changed this path, differently. */
export interface Conflict {
  readonly path: string
  readonly kept: SnapshotEntry | null
  readonly lost: SnapshotEntry | null
}

export interface Merge {
  /** Sorted by path. */
  readonly entries: SnapshotEntry[]
  readonly conflicts: Conflict[]
}

/**
 * Merges two states of a package that came from `base`, file by file. What one side alone changed is kept. Where
 * both changed a file, the later `modified` wins; a change wins over a removal, because it loses less; a folder wins
 * over a file of the same name. The result is the same from either side, and merging it again changes nothing.
 *
 * Merging inside files of known formats has its place in `mergePath`.
 */
export function merge(
  base: readonly SnapshotEntry[],
  ours: readonly SnapshotEntry[],
  theirs: readonly SnapshotEntry[],
): Merge {
  const [from, left, right] = [byPath(base), byPath(ours), byPath(theirs)]
  const entries = new Map<string, SnapshotEntry>()
  const conflicts: Conflict[] = []
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const { kept, conflict } = mergePath(from.get(path), left.get(path), right.get(path))
    if (kept !== undefined) entries.set(path, kept)
    if (conflict !== null) conflicts.push({ path, ...conflict })
  }
  for (const path of filesInTheWay(entries)) {
    conflicts.push({ path, kept: null, lost: entries.get(path) ?? null })
    entries.delete(path)
  }
  return { entries: sorted([...entries.values()]), conflicts: sorted(conflicts) }
}

/** Whether restoring either would give the same: the time of the last change alone is no difference. */
export function isSameContent(a: SnapshotEntry | undefined, b: SnapshotEntry | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.type === 'link' || b.type === 'link') return a.type === b.type && textOf(a) === textOf(b)
  return a.mode === b.mode && a.chunks.length === b.chunks.length && a.chunks.every((id, at) => id === b.chunks[at])
}

/** Whether two lists of entries, each sorted by path, would restore the same. */
export function areSameContents(a: readonly SnapshotEntry[], b: readonly SnapshotEntry[]): boolean {
  return a.length === b.length && a.every((entry, at) => entry.path === b[at]?.path && isSameContent(entry, b[at]))
}

type Side = SnapshotEntry | undefined
interface PathMerge {
  readonly kept: Side
  readonly conflict: Omit<Conflict, 'path'> | null
}

function mergePath(base: Side, ours: Side, theirs: Side): PathMerge {
  if (isSameContent(ours, theirs)) return { kept: preferred(ours, theirs), conflict: null }
  if (isSameContent(base, ours)) return { kept: theirs, conflict: null }
  if (isSameContent(base, theirs)) return { kept: ours, conflict: null }
  const kept = preferred(ours, theirs)
  const lost = kept === ours ? theirs : ours
  return { kept, conflict: { kept: kept ?? null, lost: lost ?? null } }
}

/** The same one of two, whichever side is asked: there before gone, later before earlier, then by text. */
function preferred(a: Side, b: Side): Side {
  if (a === undefined || b === undefined) return a ?? b
  const [timeOfA, timeOfB] = [modifiedOf(a), modifiedOf(b)]
  if (timeOfA !== timeOfB) return timeOfA > timeOfB ? a : b
  return textOf(a) >= textOf(b) ? a : b
}

function modifiedOf(entry: SnapshotEntry): number {
  return entry.type === 'file' ? entry.modified : Number.NEGATIVE_INFINITY
}

function textOf(entry: SnapshotEntry): string {
  if (entry.type === 'link') return JSON.stringify(['link', entry.to])
  return JSON.stringify(['file', entry.mode, entry.size, entry.modified, entry.chunks])
}

/** Paths that one side has as a file and the other as a folder. */
function filesInTheWay(entries: ReadonlyMap<string, SnapshotEntry>): Set<string> {
  const found = new Set<string>()
  for (const path of entries.keys()) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash)
      if (entries.has(folder)) found.add(folder)
    }
  }
  return found
}

function byPath(entries: readonly SnapshotEntry[]): Map<string, SnapshotEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}

function sorted<T extends { readonly path: string }>(list: T[]): T[] {
  return list.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
