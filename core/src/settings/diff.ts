import type { SnapshotEntry } from '@nahtlos/contract/host/vault'

/** What one lstat says about a file. Two equal facts mean an unchanged file: nobody but the kernel sets `changed`. */
export interface FileFact {
  readonly path: string
  readonly type: 'file' | 'link'
  readonly mode: number
  readonly size: number
  /** Milliseconds since the Unix epoch: mtime, ctime. */
  readonly modified: number
  readonly changed: number
  readonly inode: number
}

/** A file as it was when it was last read, or written by us. */
export interface KnownFile {
  readonly fact: FileFact
  readonly entry: SnapshotEntry
}

export interface Difference {
  readonly unchanged: SnapshotEntry[]
  readonly toRead: FileFact[]
  /** Entries whose file is gone. */
  readonly removed: SnapshotEntry[]
}

/** What was known, in any form that finds it by path. */
export interface Known {
  get(path: string): KnownFile | undefined
  entries(): Iterable<[string, KnownFile]>
}

/** Compares what is known with what is there; nothing is read that need not be. */
export function diff(known: Known, present: readonly FileFact[]): Difference {
  const difference: Difference = { unchanged: [], toRead: [], removed: [] }
  const seen = new Set<string>()
  for (const fact of present) {
    seen.add(fact.path)
    const before = known.get(fact.path)
    if (before !== undefined && (before.fact === fact || isSameFact(before.fact, fact)))
      difference.unchanged.push(before.entry)
    else difference.toRead.push(fact)
  }
  for (const [path, { entry }] of known.entries()) if (!seen.has(path)) difference.removed.push(entry)
  return difference
}

function isSameFact(a: FileFact, b: FileFact): boolean {
  return (
    a.changed === b.changed &&
    a.modified === b.modified &&
    a.size === b.size &&
    a.inode === b.inode &&
    a.mode === b.mode &&
    a.type === b.type
  )
}
