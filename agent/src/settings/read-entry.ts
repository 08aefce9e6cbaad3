import { closeSync, constants, fstatSync, readlinkSync, readSync } from 'node:fs'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { FileFact } from '@nahtlos/core/settings/diff'
import { isDatabase } from '@nahtlos/core/settings/sqlite-log'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { chunksOf } from '@nahtlos/vault/chunking'
import type { Breath } from './breath.ts'
import { unlessFileError } from './file-error.ts'
import type { Folder } from './folder.ts'
import { readDatabase } from './read-database.ts'
import { roomFor } from './read-room.ts'
import { factOf } from './scan-home.ts'

/** The bytes are others when it returns: whoever keeps them copies them. */
export type TakeChunk = (id: string, bytes: Buffer) => void

export interface ReadEntry {
  readonly entry: SnapshotEntry
  /** A database of SQLite, whose companions were folded in. */
  readonly isDatabase: boolean
}

/**
 * Reads one file or link as the scan saw it and hands its chunks to `take`. Null where it is not, or no longer, what
 * the scan saw, or changed while it was read: a torn file is never kept, the next round sees it again.
 *
 * @param limit bytes that a database and its log may have
 */
export async function readEntry(
  home: Folder,
  fact: FileFact,
  limit: number,
  breath: Breath,
  take: TakeChunk,
): Promise<ReadEntry | null> {
  const names = fact.path.split('/')
  const name = names.pop() ?? ''
  using folders = new DisposableStack()
  let folder = home
  for (const step of names) {
    const next = folder.enter(step)
    if (next === null) return null
    folder = folders.use(next)
  }
  if (fact.type === 'link') {
    const entry = readLink(folder, name, fact)
    return entry === null ? null : { entry, isDatabase: false }
  }
  const read = await readFile(folder, name, fact, breath, take)
  if (read === 'database') {
    const found = await readDatabase(folder, name, fact.path, limit, breath)
    if (found === null) return null
    const chunks = await takeChunks(Buffer.from(found.bytes), breath, take)
    const { mode, modified } = found.fact
    const entry = { type: 'file' as const, path: fact.path, mode, size: found.bytes.length, modified, chunks }
    return { entry, isDatabase: true }
  }
  return read === null ? null : { entry: read, isDatabase: false }
}

async function takeChunks(bytes: Buffer, breath: Breath, take: TakeChunk): Promise<string[]> {
  const chunks: string[] = []
  for (const chunk of chunksOf(bytes)) {
    const id = chunkId(chunk)
    take(id, chunk)
    chunks.push(id)
    await breath.taken()
  }
  return chunks
}

function readLink(folder: Folder, name: string, fact: FileFact): SnapshotEntry | null {
  const to = unlessFileError(['ENOENT', 'EINVAL', 'ENOTDIR'], () => readlinkSync(folder.path(name)))
  if (to === null || to === '' || to.length > 4096 || to.includes('\uFFFD')) return null
  return { type: 'link', path: fact.path, to }
}

/** Bytes read of a file before it is known whether it is a database, which is read otherwise. */
const startBytes = 64 * 1024

async function readFile(
  folder: Folder,
  name: string,
  fact: FileFact,
  breath: Breath,
  take: TakeChunk,
): Promise<SnapshotEntry | 'database' | null> {
  const descriptor = folder.open(name, constants.O_RDONLY)
  if (descriptor === null) return null
  try {
    if (!isStill(fact, descriptor, folder.uid)) return null
    using room = roomFor(fact.size)
    const { bytes } = room
    for (let at = 0; at < bytes.length; ) {
      const piece = at === 0 ? startBytes : 1024 * 1024
      const read = readSync(descriptor, bytes, at, Math.min(bytes.length - at, piece), null)
      if (read === 0) return null
      if (at === 0 && isDatabase(bytes.subarray(0, Math.min(read, 100)))) return 'database'
      at += read
      await breath.taken()
    }
    if (!isStill(fact, descriptor, folder.uid)) return null
    const chunks = await takeChunks(bytes, breath, take)
    return { type: 'file', path: fact.path, mode: fact.mode, size: fact.size, modified: fact.modified, chunks }
  } finally {
    closeSync(descriptor)
  }
}

function isStill(fact: FileFact, descriptor: number, uid: number): boolean {
  const now = factOf(fact.path, fstatSync(descriptor), uid)
  return (
    now !== null &&
    now.type === fact.type &&
    now.inode === fact.inode &&
    now.size === fact.size &&
    now.changed === fact.changed &&
    now.modified === fact.modified
  )
}
