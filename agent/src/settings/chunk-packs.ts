import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  utimesSync,
  writevSync,
} from 'node:fs'
import { join } from 'node:path'
import { type ChunkId, chunkMaximum } from '@nahtlos/contract/host/vault'
import { frameHead } from '@nahtlos/vault/chunk-frames'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { fileErrorCode, unlessFileError } from './file-error.ts'
import { forceToDisk } from './line-log.ts'

/** Bytes of a pack from which on the next one is begun. */
const packMost = 16 * 1024 * 1024

const idBytes = 32
const headBytes = idBytes + 4

interface Pack {
  readonly path: string
  /** Bytes of its whole frames. */
  size: number
}

/** Where a chunk lies, and when it was of use, in milliseconds since the Unix epoch. */
interface Place {
  readonly pack: Pack
  readonly at: number
  readonly length: number
  used: number
}

/** All of one process that have to do with a folder share what is known of it, as long as one of them is there. */
const shared = new Map<string, WeakRef<ChunkPacks>>()

/**
 * Chunks in a folder, many in one file: to make a file costs a file system up to a hundred times what adding to one
 * does, and a capture or a logon has dozens to thousands of them. A pack is a row of frames as they travel: the id's 32
 * bytes, the length as a 32-bit big-endian number, the bytes. What a kill or a power cut tore ends a pack, and nothing
 * is added to it any more. A chunk is checked whenever it is read.
 */
export class ChunkPacks {
  readonly #folder: string
  #places: Map<ChunkId, Place> | null = null
  #packs: Pack[] = []
  /** What is added goes there. */
  #current: Pack | null = null
  readonly #open = new Map<Pack, number>()

  /** Asks the disk for nothing yet. */
  static of(folder: string): ChunkPacks {
    const known = shared.get(folder)?.deref()
    if (known !== undefined) return known
    const packs = new ChunkPacks(folder)
    shared.set(folder, new WeakRef(packs))
    return packs
  }

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Whether it is worth asking for; only `read` says whether it is whole. */
  has(id: ChunkId): boolean {
    return this.#known.has(id)
  }

  /** Null for one that is not there or damaged. */
  read(id: ChunkId): Buffer | null {
    const place = this.#known.get(id)
    const descriptor = place === undefined ? null : this.#descriptor(place.pack)
    if (place === undefined || descriptor === null) return null
    const bytes = Buffer.allocUnsafe(place.length)
    const count = readSync(descriptor, bytes, 0, place.length, place.at)
    return count === place.length && chunkId(bytes) === id ? bytes : null
  }

  /** Adds bytes that are known to be chunk `id`. Where the disk takes not all of them, it throws and nothing was added. */
  add(id: ChunkId, bytes: Uint8Array): void {
    const places = this.#known
    const { pack, descriptor } = this.#withRoom()
    try {
      writeWhole(descriptor, [frameHead(id, bytes.length), bytes], pack.size)
    } catch (error) {
      ftruncateSync(descriptor, pack.size)
      throw error
    }
    places.set(id, { pack, at: pack.size + headBytes, length: bytes.length, used: Date.now() })
    pack.size += headBytes + bytes.length
  }

  /** Forces these to disk, as far as they are here. */
  force(ids: Iterable<ChunkId>): void {
    const packs = new Set<Pack>()
    for (const id of ids) {
      const place = this.#known.get(id)
      if (place !== undefined) packs.add(place.pack)
    }
    for (const pack of packs) this.#force(pack)
    if (packs.size > 0) forceToDisk(this.#folder)
  }

  /** Notes that chunks were of use, for `trim`. */
  touch(ids: Iterable<ChunkId>, at: Date): void {
    const packs = new Set<Pack>()
    for (const id of ids) {
      const place = this.#known.get(id)
      if (place === undefined) continue
      place.used = at.getTime()
      packs.add(place.pack)
    }
    for (const { path } of packs) unlessFileError(['ENOENT'], () => utimesSync(path, at, at))
  }

  /**
   * Forgets the chunks that were of use longest ago until at most `limit` bytes are left; never one of `needed`. Their
   * room on the disk is free when they were half of their pack.
   */
  trim(limit: number, needed: ReadonlySet<ChunkId>): void {
    const places = this.#known
    let total = 0
    for (const { length } of places.values()) total += length
    for (const [id, { length }] of [...places].sort(([, a], [, b]) => a.used - b.used)) {
      if (total <= limit) break
      if (needed.has(id)) continue
      places.delete(id)
      total -= length
    }
    try {
      this.#compact()
    } catch (error) {
      // Without room for what would move, it stays where it is.
      if (fileErrorCode(error) === undefined) throw error
    }
  }

  /** What was opened is closed; it is opened again when it is needed. */
  release(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor)
    this.#open.clear()
  }

  get #known(): Map<ChunkId, Place> {
    if (this.#places === null) {
      this.#places = new Map()
      const names = unlessFileError(['ENOENT'], () => readdirSync(this.#folder)) ?? []
      for (const name of names.sort()) this.#find(join(this.#folder, name), this.#places)
    }
    return this.#places
  }

  #find(path: string, places: Map<ChunkId, Place>): void {
    const pack: Pack = { path, size: 0 }
    const descriptor = this.#descriptor(pack)
    if (descriptor === null) return
    this.#packs.push(pack)
    const { size, mtimeMs } = fstatSync(descriptor)
    const head = Buffer.alloc(headBytes)
    while (pack.size + headBytes <= size && readSync(descriptor, head, 0, headBytes, pack.size) === headBytes) {
      const at = pack.size + headBytes
      const length = head.readUInt32BE(idBytes)
      if (length > chunkMaximum || at + length > size) break
      places.set(head.toString('hex', 0, idBytes), { pack, at, length, used: mtimeMs })
      pack.size = at + length
    }
    this.#current = pack.size === size ? pack : null
    this.#close(pack)
  }

  #withRoom(): { pack: Pack; descriptor: number } {
    const pack = this.#current
    const descriptor = pack === null || pack.size >= packMost ? null : this.#descriptor(pack)
    // One that somebody removed or shortened meanwhile is none to be added to.
    if (pack !== null && descriptor !== null && fstatSync(descriptor).size === pack.size) return { pack, descriptor }
    const made: Pack = { path: join(this.#folder, `${Date.now()}-${randomUUID()}`), size: 0 }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const opened = openSync(made.path, 'wx+', 0o600)
    this.#open.set(made, opened)
    this.#packs.push(made)
    this.#current = made
    return { pack: made, descriptor: opened }
  }

  #descriptor(pack: Pack): number | null {
    const known = this.#open.get(pack)
    if (known !== undefined) return known
    const descriptor = unlessFileError(['ENOENT', 'EISDIR'], () => openSync(pack.path, 'r+'))
    if (descriptor !== null) this.#open.set(pack, descriptor)
    return descriptor
  }

  #close(pack: Pack): void {
    const descriptor = this.#open.get(pack)
    if (descriptor !== undefined) closeSync(descriptor)
    this.#open.delete(pack)
  }

  #force(pack: Pack): void {
    const descriptor = this.#descriptor(pack)
    if (descriptor !== null) fsyncSync(descriptor)
  }

  /** What is left of packs that are half forgotten moves, is forced to disk there, and then they go. */
  #compact(): void {
    const left = Map.groupBy(this.#known, ([, { pack }]) => pack)
    const idle = this.#packs.filter((pack) => {
      const live = (left.get(pack) ?? []).reduce((sum, [, { length }]) => sum + headBytes + length, 0)
      return live < pack.size / 2 || live === 0
    })
    if (this.#current !== null && idle.includes(this.#current)) this.#current = null
    const moved: ChunkId[] = []
    for (const [id, { used }] of idle.flatMap((pack) => left.get(pack) ?? [])) {
      const bytes = this.read(id)
      if (bytes === null) {
        this.#known.delete(id)
        continue
      }
      this.add(id, bytes)
      const place = this.#known.get(id)
      if (place !== undefined) place.used = used
      moved.push(id)
    }
    this.force(moved)
    for (const pack of idle) {
      this.#close(pack)
      rmSync(pack.path, { force: true })
    }
    this.#packs = this.#packs.filter((pack) => !idle.includes(pack))
  }
}

function writeWhole(descriptor: number, parts: readonly Uint8Array[], position: number): void {
  let left = [...parts]
  for (let at = position; left.length > 0; ) {
    let written = writevSync(descriptor, left, at)
    at += written
    while (left[0] !== undefined && written >= left[0].length) {
      written -= left[0].length
      left = left.slice(1)
    }
    if (left[0] !== undefined) left = [left[0].subarray(written), ...left.slice(1)]
  }
}
