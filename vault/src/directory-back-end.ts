import { randomUUID } from 'node:crypto'
import {
  closeSync,
  type Dirent,
  fstatSync,
  fsync as fsyncWhenDone,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
  write as writeWhenDone,
} from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { assertBlobKey, type BackEnd, type Blob, type BlobFacts, type BlobKey } from './back-end.ts'
import { packParcel, unpackParcel } from './parcel.ts'
import { VaultError } from './vault-error.ts'

const fsync = promisify(fsyncWhenDone)

/** From so many blobs on, and up to so many bytes of them, they go into a parcel. */
const parcelFrom = 4
const parcelMost = 16 * 1024 * 1024
const parcelPrefix = 'parcel-'
/** Milliseconds until what lies in parcels is forced to disk itself. */
const settledAfter = 5_000

/** A temporary file of this age belongs to nobody who is still writing. */
const abandonedAfter = 60 * 60 * 1000

/**
 * Blobs as files below one directory, which may be shared by several servers (on a file system with atomic rename).
 * `a/b/cdef…` is kept at `blobs/a/b/cd/cdef…`: folders stay small with any number of blobs.
 * A blob is written beside, forced to disk, renamed into place, and then the folder is forced to disk too.
 *
 * Of many at once each would wait for the disk twice. So all together go into one parcel in `incoming`, which alone is
 * forced to disk, and then to their places unforced. A while later the blobs themselves are forced, and the parcel goes.
 * What a power cut took of them meanwhile is put again out of the parcels before anybody opens the directory.
 */
export class DirectoryBackEnd implements BackEnd {
  readonly #blobs: string
  readonly #incoming: string
  /** Parcels whose blobs are not forced to disk yet. */
  readonly #unsettled: { readonly parcel: string; readonly paths: readonly string[] }[] = []
  #settling: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  private constructor(directory: string) {
    this.#blobs = join(directory, 'blobs')
    this.#incoming = join(directory, 'incoming')
  }

  /**
   * Makes the directory where it is missing, puts what parcels hold that nobody settled (another server's as well: that
   * changes nothing), and removes what killed writers left an hour ago or earlier.
   */
  static async open(directory: string, now: number = Date.now()): Promise<DirectoryBackEnd> {
    const backEnd = new DirectoryBackEnd(directory)
    await mkdir(backEnd.#blobs, { recursive: true, mode: 0o700 })
    await mkdir(backEnd.#incoming, { recursive: true, mode: 0o700 })
    for (const name of await readdir(backEnd.#incoming)) {
      const path = join(backEnd.#incoming, name)
      if (name.startsWith(parcelPrefix)) {
        await backEnd.#unpack(path)
        continue
      }
      const found = await unlessMissing(stat(path))
      if (found !== null && found.mtimeMs < now - abandonedAfter) await rm(path, { force: true })
    }
    return backEnd
  }

  async put(key: BlobKey, bytes: Uint8Array): Promise<void> {
    await this.putAll([{ key, bytes }])
  }

  async putAll(blobs: readonly Blob[]): Promise<void> {
    const size = blobs.reduce((sum, { bytes }) => sum + bytes.length, 0)
    if (blobs.length < parcelFrom || size > parcelMost) return this.#putForced(blobs)
    const parcel = join(this.#incoming, `${parcelPrefix}${randomUUID()}`)
    // In this order: whoever finds a blob in its place, now or after a failure, may rely on it.
    await this.#writeParcel(parcel, packParcel(blobs)).catch((error: unknown) => {
      throw asVaultError(error, `cannot store ${blobs[0]?.key}`)
    })
    this.#unsettled.push({ parcel, paths: blobs.map(({ key }) => this.#path(key)) })
    this.#timer ??= setTimeout(() => void this.settle().catch(() => undefined), settledAfter).unref()
    await this.#putUnforced(blobs)
  }

  /**
   * Forces to disk what lies in parcels so far, and removes them; it comes by itself after a while. After a failure the
   * parcels stay for the next `open`, which writes their blobs anew: what a disk failed to write it does not try again.
   */
  settle(): Promise<void> {
    const settling = this.#settling.then(async () => {
      if (this.#timer !== null) clearTimeout(this.#timer)
      this.#timer = null
      const all = this.#unsettled.splice(0)
      const paths = new Set(all.flatMap((one) => one.paths))
      for (const path of [...paths, ...new Set([...paths].map(dirname))]) await unlessMissing(sync(path))
      for (const { parcel } of all) await unlessMissing(unlink(parcel))
    })
    this.#settling = settling.catch(() => undefined)
    return settling
  }

  async #writeParcel(parcel: string, bytes: Buffer): Promise<void> {
    const temporary = join(this.#incoming, randomUUID())
    try {
      const descriptor = await writeWhole(temporary, bytes)
      try {
        await fsync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      renameSync(temporary, parcel)
      await sync(this.#incoming)
    } catch (error) {
      await removeQuietly(temporary)
      throw error
    }
  }

  /** Of a parcel: one that is whole was promised. */
  async #unpack(path: string): Promise<void> {
    const bytes = await unlessMissing(readFile(path))
    const blobs = bytes === null ? null : unpackParcel(bytes)
    if (blobs !== null) await this.#putForced(blobs)
    await rm(path, { force: true })
  }

  async #putUnforced(blobs: readonly Blob[]): Promise<void> {
    for (const [at, { key, bytes }] of blobs.entries()) {
      const temporary = join(this.#incoming, randomUUID())
      try {
        closeSync(await writeWhole(temporary, bytes))
        await this.#moveIntoPlace(temporary, this.#path(key))
      } catch (error) {
        await removeQuietly(temporary)
        throw asVaultError(error, `cannot store ${key}`)
      }
      if (at % atOnce === atOnce - 1) await setImmediate()
    }
  }

  /** Step by step for all of them: what one forces to disk, the medium then has for most others already. */
  async #putForced(blobs: readonly Blob[]): Promise<void> {
    const moves = blobs.map(({ key, bytes }) => ({
      key,
      bytes,
      temporary: join(this.#incoming, randomUUID()),
      target: this.#path(key),
    }))
    const each = async (work: (move: (typeof moves)[number]) => Promise<void>) => {
      const done = await Promise.allSettled(moves.map(work))
      const failed = done.findIndex(({ status }) => status === 'rejected')
      const one = done[failed]
      if (one?.status === 'rejected') throw asVaultError(one.reason, `cannot store ${moves[failed]?.key}`)
    }
    const open: number[] = []
    try {
      for (const { key, temporary, bytes } of moves) {
        const written = writeWhole(temporary, bytes)
        open.push(
          await written.catch((error: unknown) => {
            throw asVaultError(error, `cannot store ${key}`)
          }),
        )
        // A slow medium holds up nobody else for longer than this.
        if (open.length % atOnce === 0) await setImmediate()
      }
      // None may still be under way when its descriptor is closed.
      const synced = await Promise.allSettled(open.map((descriptor) => fsync(descriptor)))
      for (const one of synced) if (one.status === 'rejected') throw one.reason
      for (const descriptor of open.splice(0)) closeSync(descriptor)
      await each(({ temporary, target }) => this.#moveIntoPlace(temporary, target))
      const folders = new Set(moves.map(({ target }) => dirname(target)))
      await Promise.all([...folders].map(sync))
    } catch (error) {
      for (const descriptor of open) closeSync(descriptor)
      for (const { temporary } of moves) await removeQuietly(temporary)
      throw asVaultError(error, `cannot store ${moves[0]?.key}`)
    }
  }

  async get(key: BlobKey): Promise<Buffer> {
    try {
      return readSmallAtOnce(this.#path(key)) ?? (await readFile(this.#path(key)))
    } catch (error) {
      throw asVaultError(error, `cannot read ${key}`)
    }
  }

  async has(key: BlobKey): Promise<boolean> {
    return (await this.facts(key)) !== null
  }

  async facts(key: BlobKey): Promise<BlobFacts | null> {
    try {
      // At once, as small blobs are read: a capture asks for dozens.
      const found = statSync(this.#path(key), { throwIfNoEntry: false })
      if (found !== undefined) return { size: found.size, putAt: found.mtime }
      // Where the medium went away nothing is found either.
      statSync(`${this.#blobs}/.`)
      return null
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw asVaultError(error, `cannot look for ${key}`)
    }
  }

  async *list(prefix: BlobKey): AsyncIterable<BlobKey> {
    assertBlobKey(prefix)
    const entries = await this.#entries(prefix)
    for (const entry of entries ?? []) {
      if (!entry.isFile()) continue
      // The folder that a blob lies in is the fan-out; its key is one level up.
      const folder = dirname(entry.parentPath).slice(this.#blobs.length + 1)
      yield `${folder}/${entry.name}`
    }
  }

  async delete(key: BlobKey): Promise<void> {
    const path = this.#path(key)
    try {
      if ((await unlessMissing(unlink(path))) === null) return
      await sync(dirname(path))
    } catch (error) {
      throw asVaultError(error, `cannot delete ${key}`)
    }
  }

  async #entries(prefix: BlobKey): Promise<Dirent[] | null> {
    try {
      return await unlessMissing(readdir(join(this.#blobs, prefix), { recursive: true, withFileTypes: true }))
    } catch (error) {
      throw asVaultError(error, `cannot list ${prefix}`)
    }
  }

  #path(key: BlobKey): string {
    assertBlobKey(key)
    const slash = key.lastIndexOf('/')
    const name = key.slice(slash + 1)
    return join(this.#blobs, key.slice(0, slash + 1), name.slice(0, 2), name)
  }

  async #moveIntoPlace(temporary: string, target: string): Promise<void> {
    const folder = dirname(target)
    try {
      renameSync(temporary, target)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      await this.#makeFolder(folder)
      await rename(temporary, target)
    }
  }

  /** Each new folder is forced into its parent, or a power cut could take the blob's folder away. */
  async #makeFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let made = folder; made.length >= first.length; made = dirname(made)) await sync(dirname(made))
  }
}

/** Bytes of a blob that is read without a thread: nearly all are smaller. */
const smallMost = 256 * 1024

/**
 * Asking the thread pool costs ten times what reading a small blob takes, and a logon reads hundreds. A disk that does
 * not answer would hold the four threads of the pool as well, and with them every other file call. Null for a large one.
 */
function readSmallAtOnce(path: string): Buffer | null {
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    if (size > smallMost) return null
    const bytes = Buffer.allocUnsafe(size)
    let at = 0
    while (at < size) {
      const read = readSync(descriptor, bytes, at, size - at, null)
      if (read === 0) break
      at += read
    }
    return at === size ? bytes : bytes.subarray(0, at)
  } finally {
    closeSync(descriptor)
  }
}

const write = promisify(writeWhenDone)
/** Blobs that are written until everybody else gets a turn. */
const atOnce = 8

/**
 * Answers the descriptor, which is the caller's to close. A write may end early without an error, e.g. on a disk that
 * is nearly full; the next one then says why. What is small goes to the kernel's memory at once, as it is read.
 */
async function writeWhole(path: string, bytes: Uint8Array): Promise<number> {
  const descriptor = openSync(path, 'wx', 0o600)
  try {
    for (let written = 0; written < bytes.length; ) {
      const left = bytes.length - written
      const count =
        left <= smallMost
          ? writeSync(descriptor, bytes, written, left)
          : (await write(descriptor, bytes, written, left)).bytesWritten
      if (count === 0) throw new VaultError('full', 'the medium takes no more bytes')
      written += count
    }
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

/** Forces a file or a folder to disk. */
async function sync(path: string): Promise<void> {
  const descriptor = openSync(path, 'r')
  try {
    await fsync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** After a failed put; should removing fail too, the next `open` removes it, and the first failure is the one to tell. */
async function removeQuietly(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
}

async function unlessMissing<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function asVaultError(error: unknown, message: string): Error {
  if (error instanceof VaultError || error instanceof TypeError) return error
  const code = codeOf(error)
  const reason = `${message}: ${code ?? String(error)}`
  if (code === 'ENOENT') return new VaultError('not-found', reason, error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new VaultError('full', reason, error)
  return new VaultError('unavailable', reason, error)
}
