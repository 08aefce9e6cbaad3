import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  futimesSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { KnownFile } from '@nahtlos/core/settings/diff'
import { isDatabase } from '@nahtlos/core/settings/sqlite-log'
import { Breath } from './breath.ts'
import { fileErrorCode, unlessFileError } from './file-error.ts'
import type { Folder } from './folder.ts'
import { companions } from './read-database.ts'
import { factOf } from './scan-home.ts'
import { temporaryPrefix } from './temporary-prefix.ts'

export interface Written {
  readonly known: Map<string, KnownFile>
  /** Entries that are not in the home now, and why: its chunk is missing, the disk is full … */
  readonly failed: { readonly path: string; readonly error: unknown }[]
}

/**
 * Writes entries into a home as root, for the person. Every file is made anew (`O_EXCL`), so a link or file that is
 * there already is never written through: without `replace` what is in the home stays, with it the new file takes the
 * name of the old one when it is whole. Owner, mode and time are set on the descriptor. The entries have passed
 * `restorePlan`; `chunk` answers a chunk's checked bytes, or throws.
 */
export async function writeEntries(
  home: Folder,
  entries: readonly SnapshotEntry[],
  chunk: (id: string) => Promise<Buffer>,
  replace = false,
): Promise<Written> {
  const written: Written = { known: new Map(), failed: [] }
  const breath = new Breath()
  using folders = new OpenFolders(home)
  for (const entry of entries) {
    try {
      const slash = entry.path.lastIndexOf('/')
      const folder = folders.get(entry.path.slice(0, Math.max(slash, 0)))
      const name = entry.path.slice(slash + 1)
      const made = replace ? temporaryPrefix + process.hrtime.bigint() : name
      if (entry.type === 'link') symlinkSync(entry.to, folder.path(made))
      else await writeFile(folder, made, entry, chunk, written.known, breath)
      if (replace) {
        if (entry.type === 'file') await removeCompanions(folder, name, entry, chunk)
        take(folder, made, name, entry, written.known)
      }
    } catch (error) {
      if (fileErrorCode(error) !== 'EEXIST') written.failed.push({ path: entry.path, error })
    }
    await breath.taken()
  }
  return written
}

async function writeFile(
  folder: Folder,
  name: string,
  entry: SnapshotEntry & { type: 'file' },
  chunk: (id: string) => Promise<Buffer>,
  known: Map<string, KnownFile>,
  breath: Breath,
): Promise<void> {
  const { O_CREAT, O_EXCL, O_WRONLY } = constants
  const descriptor = folder.open(name, O_WRONLY | O_CREAT | O_EXCL, 0o600)
  if (descriptor === null) throw new Error('its folder went away')
  try {
    for (const id of entry.chunks) {
      writeWhole(descriptor, await chunk(id))
      await breath.taken()
    }
    fchownSync(descriptor, folder.uid, folder.uid)
    fchmodSync(descriptor, entry.mode & 0o777)
    futimesSync(descriptor, entry.modified / 1000, entry.modified / 1000)
    const found = fstatSync(descriptor)
    if (found.size !== entry.size) throw new Error(`${found.size} bytes came, not ${entry.size}`)
    const fact = factOf(entry.path, found, folder.uid)
    if (fact !== null) known.set(entry.path, { fact, entry })
  } catch (error) {
    unlinkSync(folder.path(name))
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** The log of another state of a database would be played into this one. */
async function removeCompanions(
  folder: Folder,
  name: string,
  entry: SnapshotEntry & { type: 'file' },
  chunk: (id: string) => Promise<Buffer>,
): Promise<void> {
  const [first] = entry.chunks
  if (first === undefined || !isDatabase(await chunk(first))) return
  for (const ending of companions) {
    unlessFileError(['ENOENT', 'EISDIR', 'EPERM'], () => unlinkSync(folder.path(name + ending)))
  }
}

/** rename(2) changes the file's ctime, so its facts are taken anew. */
function take(folder: Folder, from: string, to: string, entry: SnapshotEntry, known: Map<string, KnownFile>): void {
  try {
    renameSync(folder.path(from), folder.path(to))
  } catch (error) {
    unlinkSync(folder.path(from))
    known.delete(entry.path)
    throw error
  }
  const found = folder.facts(to)
  const fact = found === null ? null : factOf(entry.path, found, folder.uid)
  if (entry.type === 'file' && fact?.type === 'file') known.set(entry.path, { fact, entry })
}

function writeWhole(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
}

/** The folders of the entries, each opened, or made, once. */
class OpenFolders {
  readonly #open = new Map<string, Folder>()
  readonly #own = new DisposableStack()

  constructor(home: Folder) {
    this.#open.set('', home)
  }

  get(path: string): Folder {
    const present = this.#open.get(path)
    if (present !== undefined) return present
    const slash = path.lastIndexOf('/')
    const folder = this.get(path.slice(0, Math.max(slash, 0))).enterOrMake(path.slice(slash + 1))
    if (folder === null) throw new Error(`${path} is not a folder of this person`)
    this.#open.set(path, this.#own.use(folder))
    return folder
  }

  [Symbol.dispose](): void {
    this.#own.dispose()
  }
}
