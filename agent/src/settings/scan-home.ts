import type { Dirent, Stats } from 'node:fs'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { type Difference, diff, type FileFact, type KnownFile } from '@nahtlos/core/settings/diff'
import { KnownFiles } from '@nahtlos/core/settings/known-files'
import type { Selection } from '@nahtlos/core/settings/selection'
import { Breath } from './breath.ts'
import { type Folder, factsOf } from './folder.ts'
import { temporaryPrefix } from './temporary-prefix.ts'

/** One template's part of a walk through the home. */
export interface Scan {
  readonly selection: Selection
  /** Bytes of all files together. */
  readonly sizeLimit: number
  readonly known: KnownFiles
  readonly facts: FileFact[]
  /** When the log of a file that may be a database was changed last, by the file's path. */
  readonly logs: Map<string, FileFact>
  /** Of those that are as they were known: the entries. */
  readonly same: SnapshotEntry[]
  /** The facts of all others. */
  readonly others: FileFact[]
  size: number
  /** Names that were looked at for it. */
  names: number
  /** Set where the limit of size is passed. */
  tooLarge: boolean
  /** Set where there are more files than any settings have; the facts are not complete then. */
  tooMany: boolean
}

/** More files than any settings have, and more than a snapshot could name. */
const fileLimit = 20_000
/** Names that are looked at for one template, so that one app's crowd of files is no other one's trouble. */
const nameLimit = 100_000
/** Names that one walk looks at altogether, and how deep it goes: a person could make folders without end. */
const walkLimit = 1_000_000
const depthLimit = 48

interface Walk {
  readonly breath: Breath
  names: number
}

/** @param known as they were when they were last read: what is still so is told with the same fact */
export function newScan(selection: Selection, sizeLimit: number, known = new KnownFiles()): Scan {
  return {
    selection,
    sizeLimit,
    known,
    facts: [],
    logs: new Map(),
    same: [],
    others: [],
    size: 0,
    names: 0,
    tooLarge: false,
    tooMany: false,
  }
}

/**
 * Fills the scans by one lstat walk: nothing is opened but folders, only where a template points. Sockets, devices
 * and files that belong to somebody else (hard links to them) do not exist for it.
 */
export async function scanHome(home: Folder, scans: readonly Scan[]): Promise<void> {
  await walk(home, '', scans, 0, { breath: new Breath(), names: 0 })
}

/** One template's part of a folder. */
interface Part {
  readonly scan: Scan
  /** Everything in the folder is its. */
  readonly takesAll: boolean
  readonly known: ReadonlyMap<string, KnownFile> | undefined
}

async function walk(folder: Folder, prefix: string, scans: readonly Scan[], depth: number, shared: Walk) {
  const here = prefix.slice(0, -1)
  const parts = scans.map((scan): Part => {
    const takesAll = prefix !== '' && scan.selection.takesAll(here)
    return { scan, takesAll, known: scan.known.folder(here) }
  })
  for (const entries of folder.names()) {
    shared.names += entries.length
    for (const { scan, takesAll } of parts) {
      if (takesAll) scan.names += entries.length
      if (shared.names > walkLimit || scan.names > nameLimit) scan.tooMany = true
    }
    if (scans.every((scan) => scan.tooMany)) return
    const folders = folder.within(() => takeFiles(folder.uid, prefix, entries, parts))
    await shared.breath.taken()
    if (depth >= depthLimit) continue
    for (const name of folders) {
      const path = prefix + name
      const interested = parts.flatMap(({ scan, takesAll }) =>
        !scan.tooMany && (takesAll || scan.selection.enters(path)) ? [scan] : [],
      )
      if (interested.length === 0) continue
      using below = folder.enter(name)
      if (below !== null) await walk(below, `${path}/`, interested, depth + 1, shared)
    }
  }
}

/** Looks at some entries of the folder that the process stands in; answers which of them are folders. */
function takeFiles(uid: number, prefix: string, entries: readonly Dirent[], parts: readonly Part[]): string[] {
  const folders: string[] = []
  for (const entry of entries) {
    const { name } = entry
    // A name that is no UTF-8 has no name in a snapshot.
    if (name.includes('\uFFFD') || name.startsWith(temporaryPrefix)) continue
    if (entry.isDirectory()) {
      folders.push(name)
      continue
    }
    if (name.endsWith(logEnding)) addLog(uid, prefix, name, parts)
    let found: Stats | null | undefined
    for (const { scan, takesAll, known } of parts) {
      if (scan.tooMany || !(takesAll || scan.selection.has(prefix + name))) continue
      found ??= factsOf(name)
      if (found === null) break
      const before = known?.get(name)
      if (before !== undefined && isAsBefore(before.fact, found, uid)) {
        scan.same.push(before.entry)
        add(scan, before.fact)
        continue
      }
      const fact = factOf(prefix + name, found, uid)
      if (fact === null) continue
      scan.others.push(fact)
      add(scan, fact)
    }
  }
  return folders
}

/** Whether `factOf` would tell the same as before. */
function isAsBefore(before: FileFact, found: Stats, uid: number): boolean {
  return (
    before.changed === found.ctimeMs &&
    before.modified === found.mtimeMs &&
    before.size === found.size &&
    before.inode === found.ino &&
    before.mode === (found.mode & 0o777) &&
    (before.type === 'file' ? found.isFile() && found.uid === uid : found.isSymbolicLink())
  )
}

const logEnding = '-wal'

/** A change may lie in the log alone: then the database is changed, though its own times say nothing of it. */
function addLog(uid: number, prefix: string, name: string, parts: readonly Part[]): void {
  const database = prefix + name.slice(0, -logEnding.length)
  for (const { scan } of parts) {
    if (!scan.selection.has(database)) continue
    const found = factsOf(name)
    const fact = found === null ? null : factOf(prefix + name, found, uid)
    if (fact?.type === 'file') scan.logs.set(database, fact)
  }
}

/** Whether everything is as it was when it was last read, and nothing came or went. */
export function isUnchanged({ known, facts, logs, same }: Scan): boolean {
  return logs.size === 0 && same.length === facts.length && same.length === known.size
}

/** What is to be read; a file with a log was changed whenever the log was. */
export function differenceOf({ known, facts, logs, same, others }: Scan): Difference {
  if (logs.size > 0)
    return diff(
      known,
      facts.map((fact) => withLog(fact, logs.get(fact.path))),
    )
  // The walk has found what is as it was; only where something is gone that was known, it has to be looked for.
  const met = others.filter(({ path }) => known.get(path) !== undefined)
  if (same.length + met.length === known.size) return { unchanged: same, toRead: others, removed: [] }
  return diff(known, facts)
}

function withLog(fact: FileFact, log: FileFact | undefined): FileFact {
  return log === undefined ? fact : { ...fact, changed: Math.max(fact.changed, log.changed) }
}

function add(scan: Scan, fact: FileFact): void {
  scan.facts.push(fact)
  scan.size += fact.size
  if (scan.size > scan.sizeLimit) scan.tooLarge = true
  if (scan.facts.length > fileLimit) scan.tooMany = true
}

/** Null for what no snapshot holds. Setuid, setgid and sticky bits are left behind. */
export function factOf(path: string, found: Stats, uid: number): FileFact | null {
  const type = found.isFile() ? 'file' : found.isSymbolicLink() ? 'link' : null
  if (type === null || (type === 'file' && found.uid !== uid)) return null
  return {
    path,
    type,
    mode: found.mode & 0o777,
    size: found.size,
    modified: found.mtimeMs,
    changed: found.ctimeMs,
    inode: found.ino,
  }
}
