import type { MergeConflict, SnapshotEntry } from '@nahtlos/contract/host/vault'
import { type FormatRule, formatNamed, formatOf } from './format-of.ts'
import { keyPath } from './formats/format.ts'
import { type FileSide, mergeFile, textMaximum } from './merge-file.ts'

type FileEntry = SnapshotEntry & { readonly type: 'file' }

/** A file that both sides changed, in a format that may be merged by key: its texts are wanted. */
export interface WantedFile {
  readonly path: string
  readonly base: FileEntry | null
  readonly ours: FileEntry
  readonly theirs: FileEntry
  /** What theirs was when ours was last merged into it; null where that is not known, or is `base`. */
  readonly seen: FileEntry | null
}

/** The texts of a wanted file; null where one cannot be read, is damaged or no UTF-8. */
export interface FileTexts {
  readonly base: string | null
  readonly ours: string
  readonly theirs: string
  readonly seen?: string | null
}

/** A file whose text is neither side's: to be stored, and put into the entries by `withMergedFile`. */
export interface MergedFile {
  readonly path: string
  readonly text: string
  readonly mode: number
  /** Milliseconds since the Unix epoch: the later of both sides. */
  readonly modified: number
}

export interface Merge {
  /** Sorted by path; without `merged`. */
  readonly entries: SnapshotEntry[]
  readonly merged: MergedFile[]
  /** What both sides changed, differently; sorted by path and key. */
  readonly conflicts: MergeConflict[]
}

/**
 * Merging takes two steps, because nothing here reads: first which texts are wanted, then the merge with them.
 *
 * @param seen what `theirs` was when `ours` was last merged into it, where that is not `base`: see `mergeFile`
 */
export function wantedFiles(
  base: readonly SnapshotEntry[],
  ours: readonly SnapshotEntry[],
  theirs: readonly SnapshotEntry[],
  rules: readonly FormatRule[] = [],
  seen: readonly SnapshotEntry[] = [],
): WantedFile[] {
  const [from, left, last] = [byPath(base), byPath(ours), byPath(seen)]
  return theirs.flatMap((there): WantedFile[] => {
    const { path } = there
    const [origin, here, before] = [from.get(path), left.get(path), last.get(path)]
    if (here?.type !== 'file' || there.type !== 'file' || formatOf(path, rules) === 'none') return []
    if (isSameContent(here, there) || isSameContent(origin, here) || isSameContent(origin, there)) return []
    if (Math.max(here.size, there.size) > textMaximum) return []
    return [
      {
        path,
        base: origin?.type === 'file' ? origin : null,
        ours: here,
        theirs: there,
        seen: before?.type === 'file' && !isSameContent(before, origin) ? before : null,
      },
    ]
  })
}

/**
 * Merges two states of a package that came from `base`: by file, and by key in the files whose texts are given. What
 * one side alone changed is kept. Where both changed the same, the later `modified` wins; a changed file wins over a
 * removed one, because it loses less; a folder wins over a file of the same name. The result is the same from either
 * side, and merging it again changes nothing.
 *
 * @param texts of the `wantedFiles`; a file without texts is merged whole
 * @param yields what both changed is what `theirs` says, a removal too: the person took that version back
 */
export function merge(
  base: readonly SnapshotEntry[],
  ours: readonly SnapshotEntry[],
  theirs: readonly SnapshotEntry[],
  texts: ReadonlyMap<string, FileTexts> = new Map(),
  rules: readonly FormatRule[] = [],
  yields = false,
): Merge {
  const [from, left, right] = [byPath(base), byPath(ours), byPath(theirs)]
  const entries = new Map<string, SnapshotEntry>()
  const merged = new Map<string, MergedFile>()
  const conflicts: MergeConflict[] = []
  for (const path of new Set([...left.keys(), ...right.keys()])) {
    const sides = [from.get(path), left.get(path), right.get(path)] as const
    const inside = insideFile(path, sides, texts.get(path), rules, yields)
    const { kept, conflict } = inside ?? mergePath(...sides, yields)
    if (kept !== undefined) entries.set(path, kept)
    if (inside !== null) {
      conflicts.push(...inside.keys.map((key) => ({ path, key })))
      if (inside.file !== null) merged.set(path, inside.file)
    } else if (conflict) conflicts.push({ path, key: null })
  }
  for (const path of filesInTheWay(new Set([...entries.keys(), ...merged.keys()]))) {
    conflicts.push({ path, key: null })
    entries.delete(path)
    merged.delete(path)
  }
  return { entries: sorted([...entries.values()]), merged: sorted([...merged.values()]), conflicts: sorted(conflicts) }
}

/** The entries with a merged file that has been cut into chunks; sorted by path. */
export function withMergedFile(
  entries: readonly SnapshotEntry[],
  file: MergedFile,
  size: number,
  chunks: string[],
): SnapshotEntry[] {
  const { path, mode, modified } = file
  return sorted([...entries, { type: 'file', path, mode, size, modified, chunks }])
}

/** Whether restoring either would give the same: the time of the last change alone is no difference. */
export function isSameContent(a: SnapshotEntry | undefined, b: SnapshotEntry | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if (a.type === 'link' || b.type === 'link') return a.type === b.type && textOf(a) === textOf(b)
  return a.mode === b.mode && a.chunks.length === b.chunks.length && a.chunks.every((id, at) => id === b.chunks[at])
}

/** Whether two lists of entries, each sorted by path, would restore the same. */
export function areSameContents(a: readonly SnapshotEntry[], b: readonly SnapshotEntry[]): boolean {
  return a.length === b.length && a.every((entry, at) => entry.path === b[at]?.path && isSameContent(entry, b[at]))
}

type Side = SnapshotEntry | undefined
type Sides = readonly [base: Side, ours: Side, theirs: Side]
interface PathMerge {
  readonly kept: Side
  readonly conflict: boolean
}

function mergePath(base: Side, ours: Side, theirs: Side, yields: boolean): PathMerge {
  if (isSameContent(ours, theirs)) return { kept: preferred(ours, theirs), conflict: false }
  if (isSameContent(base, ours)) return { kept: theirs, conflict: false }
  if (isSameContent(base, theirs)) return { kept: ours, conflict: false }
  return { kept: yields ? theirs : preferred(ours, theirs), conflict: true }
}

interface InsideMerge extends PathMerge {
  /** Null where the result is one side's file as it is. */
  readonly file: MergedFile | null
  readonly keys: string[][]
}

/** Key by key; null where that cannot be done, or need not. */
function insideFile(
  path: string,
  [base, ours, theirs]: Sides,
  texts: FileTexts | undefined,
  rules: readonly FormatRule[],
  yields: boolean,
): InsideMerge | null {
  const format = formatNamed(formatOf(path, rules))
  if (format === null || texts === undefined || ours?.type !== 'file' || theirs?.type !== 'file') return null
  const [left, right]: FileSide[] = [
    { text: texts.ours, modified: ours.modified },
    { text: texts.theirs, modified: yields ? Number.POSITIVE_INFINITY : theirs.modified },
  ]
  if (left === undefined || right === undefined) return null
  const found = mergeFile(format, texts.base, left, right, texts.seen)
  if (found === null) return null
  const keys = found.conflicts.map(keyPath)
  const mode = mergedMode(base, ours, theirs)
  const same = [ours, theirs].filter((_, side) => [texts.ours, texts.theirs][side] === found.text)
  const whole = same.filter((one) => one.mode === mode)
  if (whole.length > 0) return { kept: preferred(whole[0], whole[1]), conflict: false, file: null, keys }
  const modified = Math.max(ours.modified, theirs.modified)
  return { kept: undefined, conflict: false, file: { path, text: found.text, mode, modified }, keys }
}

function mergedMode(base: Side, ours: FileEntry, theirs: FileEntry): number {
  if (base?.type === 'file' && base.mode === ours.mode) return theirs.mode
  if (base?.type === 'file' && base.mode === theirs.mode) return ours.mode
  if (ours.modified === theirs.modified) return Math.max(ours.mode, theirs.mode)
  return ours.modified > theirs.modified ? ours.mode : theirs.mode
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
function filesInTheWay(paths: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  for (const path of paths) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash)
      if (paths.has(folder)) found.add(folder)
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
