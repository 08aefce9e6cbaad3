import { closeSync, constants, fstatSync, readSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { FileFact } from '@nahtlos/core/settings/diff'
import { isHotJournal, rollBack } from '@nahtlos/core/settings/sqlite-journal'
import { foldLog } from '@nahtlos/core/settings/sqlite-log'
import type { Breath } from './breath.ts'
import type { Folder } from './folder.ts'
import { factOf } from './scan-home.ts'

/** Names that SQLite makes beside a database, https://www.sqlite.org/tempfiles.html. */
export const companions = ['-wal', '-journal', '-shm'] as const

/** Milliseconds for which a database has to have been left alone, so that its times tell of every later change. */
const calm = 25
/** Looks for a calm moment before the last good state stays for this round. */
const looks = 12

export interface ReadDatabase {
  /** One file that needs no other beside it. */
  readonly bytes: Uint8Array
  readonly fact: FileFact
}

/**
 * Reads a database of SQLite while its app may be writing: all that was committed, and never half of anything. The
 * database, its log and its journal are read at a moment in which none of them changes, which is what a power cut
 * would leave; then the log is folded in, or the journal of a write that is under way or was broken off is played back. SQLite itself is not asked, because the agent is root and would write locks
 * and logs into a hostile home, following whatever lies there.
 *
 * Null where there is no such moment, or where the journal cannot be played back.
 */
export async function readDatabase(
  folder: Folder,
  name: string,
  path: string,
  limit: number,
  breath: Breath,
): Promise<ReadDatabase | null> {
  for (let look = 0; look < looks; look++) {
    if (look > 0) await setTimeout(calm)
    const before = await readTogether(folder, name, path, limit, breath)
    if (before !== null) return before
  }
  return null
}

async function readTogether(
  folder: Folder,
  name: string,
  path: string,
  limit: number,
  breath: Breath,
): Promise<ReadDatabase | null> {
  const began = Date.now()
  const journal = await readPart(folder, `${name}-journal`, limit, breath)
  if (journal === 'changing') return null
  const database = await readPart(folder, name, limit, breath)
  const log = await readPart(folder, `${name}-wal`, limit, breath)
  if (database === null || database === 'changing' || log === 'changing') return null
  const newest = Math.max(database.fact.changed, log?.fact.changed ?? 0, journal?.fact.changed ?? 0)
  if (newest > began - calm) return null
  const isStill =
    isAsBefore(folder, name, database.fact) &&
    isAsBefore(folder, `${name}-wal`, log?.fact ?? null) &&
    isAsBefore(folder, `${name}-journal`, journal?.fact ?? null)
  if (!isStill) return null
  const modified = Math.max(database.fact.modified, log?.fact.modified ?? 0)
  const isHot = journal !== null && isHotJournal(journal.bytes)
  const committed = isHot ? rollBack(database.bytes, journal.bytes) : database.bytes
  if (committed === null) return null
  const bytes = log === null || isHot ? committed : foldLog(committed, log.bytes)
  return { bytes, fact: { ...database.fact, path, modified } }
}

interface Part {
  readonly bytes: Buffer
  readonly fact: FileFact
}

/** Null where there is no such file of this person's. */
async function readPart(
  folder: Folder,
  name: string,
  limit: number,
  breath: Breath,
): Promise<Part | 'changing' | null> {
  const descriptor = folder.open(name, constants.O_RDONLY)
  if (descriptor === null) return null
  try {
    const fact = factOf(name, fstatSync(descriptor), folder.uid)
    if (fact === null || fact.type !== 'file') return null
    const bytes = Buffer.allocUnsafe(Math.min(fact.size, limit))
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(descriptor, bytes, at, Math.min(bytes.length - at, 1024 * 1024), null)
      if (read === 0) return 'changing'
      at += read
      await breath.taken()
    }
    return { bytes, fact }
  } finally {
    closeSync(descriptor)
  }
}

function isAsBefore(folder: Folder, name: string, before: FileFact | null): boolean {
  const found = folder.facts(name)
  const now = found === null ? null : factOf(name, found, folder.uid)
  if (before === null || now?.type !== 'file') return before === null && now?.type !== 'file'
  return now.inode === before.inode && now.size === before.size && now.changed === before.changed
}
