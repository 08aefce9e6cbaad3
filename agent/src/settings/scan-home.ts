import type { Stats } from 'node:fs'
import type { FileFact } from '@nahtlos/core/settings/diff'
import type { Selection } from '@nahtlos/core/settings/selection'
import { Breath } from './breath.ts'
import type { Folder } from './folder.ts'
import { temporaryPrefix } from './temporary-prefix.ts'

/** One template's part of a walk through the home. */
export interface Scan {
  readonly selection: Selection
  /** Bytes of all files together. */
  readonly sizeLimit: number
  readonly facts: FileFact[]
  /** When the log of a file that may be a database was changed last, by the file's path. */
  readonly logs: Map<string, FileFact>
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

export function newScan(selection: Selection, sizeLimit: number): Scan {
  return { selection, sizeLimit, facts: [], logs: new Map(), size: 0, names: 0, tooLarge: false, tooMany: false }
}

/**
 * Fills the scans by one lstat walk: nothing is opened but folders, only where a template points. Sockets, devices
 * and files that belong to somebody else (hard links to them) do not exist for it.
 */
export async function scanHome(home: Folder, scans: readonly Scan[]): Promise<void> {
  await walk(home, '', scans, 0, { breath: new Breath(), names: 0 })
}

async function walk(folder: Folder, prefix: string, scans: readonly Scan[], depth: number, shared: Walk) {
  const here = prefix.slice(0, -1)
  const takingAll = new Set(scans.filter(({ selection }) => prefix !== '' && selection.takesAll(here)))
  for (const entry of folder.names()) {
    if (++shared.names > walkLimit) for (const scan of scans) scan.tooMany = true
    for (const scan of takingAll) if (++scan.names > nameLimit) scan.tooMany = true
    // Looking at the clock is not free, either.
    if (shared.names % 64 === 0) {
      if (scans.every((scan) => scan.tooMany)) return
      await shared.breath.taken()
    }
    const { name } = entry
    // A name that is no UTF-8 has no name in a snapshot.
    if (name.includes('\uFFFD') || name.startsWith(temporaryPrefix)) continue
    const path = prefix + name
    if (entry.isDirectory()) {
      const interested = scans.filter((scan) => !scan.tooMany && (takingAll.has(scan) || scan.selection.enters(path)))
      if (interested.length === 0 || depth >= depthLimit) continue
      using below = folder.enter(name)
      if (below !== null) await walk(below, `${path}/`, interested, depth + 1, shared)
    } else {
      if (path.endsWith(logEnding)) addLog(folder, name, path, scans)
      const interested = scans.filter((scan) => !scan.tooMany && (takingAll.has(scan) || scan.selection.has(path)))
      if (interested.length === 0) continue
      const found = folder.facts(name)
      const fact = found === null ? null : factOf(path, found, folder.uid)
      if (fact !== null) for (const scan of interested) add(scan, fact)
    }
  }
}

const logEnding = '-wal'

/** A change may lie in the log alone: then the database is changed, though its own times say nothing of it. */
function addLog(folder: Folder, name: string, path: string, scans: readonly Scan[]): void {
  const database = path.slice(0, -logEnding.length)
  for (const scan of scans) {
    if (!scan.selection.has(database)) continue
    const found = folder.facts(name)
    const fact = found === null ? null : factOf(path, found, folder.uid)
    if (fact?.type === 'file') scan.logs.set(database, fact)
  }
}

/** The facts of a scan in which a file with a log was changed whenever the log was. */
export function factsWithLogs({ facts, logs }: Scan): FileFact[] {
  if (logs.size === 0) return [...facts]
  return facts.map((fact) => {
    const log = logs.get(fact.path)
    return log === undefined ? fact : { ...fact, changed: Math.max(fact.changed, log.changed) }
  })
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
