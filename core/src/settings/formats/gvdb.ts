/**
 * The one file that dconf keeps its values in: a hash table in the layout of GVDB
 * (https://gitlab.gnome.org/GNOME/gvdb, `gvdb-format.h`), little-endian, as every machine that we run on writes it.
 * Names are paths such as `/org/gnome/desktop/interface/clock-format`; folders end in a slash and list what is in them.
 */

/** Values by path, each a serialised GVariant of type `v`: the value, a zero, the text of its type. */
export type GvdbValues = ReadonlyMap<string, Uint8Array>

const signature = [0x72615647, 0x746e6169] as const
const headerBytes = 24
const itemBytes = 24
const noParent = 0xffff_ffff
/** Of a file with more, no program's settings; a hostile one must not take long. */
const itemsMost = 100_000

interface Item {
  readonly parent: number
  readonly name: string
  readonly type: string
  readonly start: number
  readonly end: number
}

/** Null where it is no such file, or holds something else than values and folders. */
export function readGvdb(bytes: Uint8Array): Map<string, Uint8Array> | null {
  if (bytes.length < headerBytes) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const word = (at: number) => view.getUint32(at, true)
  if (word(0) !== signature[0] || word(4) !== signature[1] || word(8) !== 0) return null
  const [start, end] = [word(16), word(20)]
  if (start % 4 !== 0 || end > bytes.length || start + 8 > end) return null
  const itemsAt = start + 8 + 4 * (word(start) & 0x07ff_ffff) + 4 * word(start + 4)
  const count = (end - itemsAt) / itemBytes
  if (!Number.isInteger(count) || count < 0 || count > itemsMost) return null
  const items: Item[] = []
  for (let at = itemsAt; at < end; at += itemBytes) {
    const [nameAt, nameSize] = [word(at + 8), view.getUint16(at + 12, true)]
    if (nameAt + nameSize > bytes.length) return null
    const name = textOf(bytes.subarray(nameAt, nameAt + nameSize))
    if (name === null) return null
    const type = String.fromCharCode(view.getUint8(at + 14))
    items.push({ parent: word(at + 4), name, type, start: word(at + 16), end: word(at + 20) })
  }
  return valuesOf(bytes, items)
}

function valuesOf(bytes: Uint8Array, items: readonly Item[]): Map<string, Uint8Array> | null {
  const values = new Map<string, Uint8Array>()
  for (const item of items) {
    if (item.type === 'L') continue
    const path = pathOf(items, item)
    if (item.type !== 'v' || path === null || !isValuePath(path) || values.has(path)) return null
    if (item.start > item.end || item.end > bytes.length) return null
    values.set(path, bytes.slice(item.start, item.end))
  }
  return values
}

/** dconf has no deeper ones than a handful; a ring of parents ends here as well. */
const depthMost = 64

function pathOf(items: readonly Item[], item: Item): string | null {
  let path = item.name
  for (let depth = 0, at = item.parent; at !== noParent; depth++) {
    const parent = items[at]
    if (parent === undefined || depth === depthMost) return null
    path = parent.name + path
    at = parent.parent
  }
  return path
}

/** What may be a value's name: from the root, with no empty part. */
export function isValuePath(path: string): boolean {
  return /^(\/[^/]+)+$/.test(path) && path.split('/').length <= depthMost
}

/** A file with exactly these values, in the form that dconf itself writes; their paths are values' paths. */
export function writeGvdb(values: GvdbValues): Uint8Array {
  const paths = [...new Set([...values.keys()].flatMap((path) => [path, ...foldersOf(path)]))].sort()
  const buckets: string[][] = paths.map(() => [])
  for (const path of paths) buckets[hashOf(path) % paths.length]?.push(path)
  const ordered = buckets.flat()
  const place = new Map(ordered.map((path, at) => [path, at]))
  const children = Map.groupBy(ordered, folderOf)
  const itemsAt = headerBytes + 8 + 4 * paths.length
  const end = itemsAt + itemBytes * ordered.length
  const out = new Room(end)
  out.words(0, [...signature, 0, 0, headerBytes, end, 5 << 27, paths.length])
  let first = 0
  for (const [at, bucket] of buckets.entries()) {
    out.words(headerBytes + 8 + 4 * at, [first])
    first += bucket.length
  }
  for (const [at, path] of ordered.entries()) {
    const parent = folderOf(path)
    const name = new TextEncoder().encode(path.slice(parent.length))
    const nameAt = out.append(name, 1)
    const value = values.get(path)
    const inside = wordsOf((children.get(path) ?? []).map((child) => place.get(child) ?? 0))
    const start = value === undefined ? out.append(inside, 4) : out.append(value, 8)
    const item = itemsAt + itemBytes * at
    out.words(item, [hashOf(path), parent === '' ? noParent : (place.get(parent) ?? 0), nameAt])
    out.words(item + 12, [name.length | ((value === undefined ? 'L' : 'v').charCodeAt(0) << 16)])
    out.words(item + 16, [start, start + (value ?? inside).length])
  }
  return out.bytes
}

function folderOf(path: string): string {
  return path === '/' ? '' : path.slice(0, path.lastIndexOf('/', path.length - 2) + 1)
}

function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder)
  return folders
}

/** Bernstein's, over signed bytes, as `gvdb-builder.c` has it. */
function hashOf(path: string): number {
  let hash = 5381
  for (const byte of new TextEncoder().encode(path)) hash = (Math.imul(hash, 33) + ((byte << 24) >> 24)) >>> 0
  return hash
}

function wordsOf(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * numbers.length)
  const view = new DataView(bytes.buffer)
  for (const [at, number] of numbers.entries()) view.setUint32(4 * at, number, true)
  return bytes
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes that grow at their end. */
class Room {
  #bytes: Uint8Array
  #length: number

  constructor(length: number) {
    this.#bytes = new Uint8Array(Math.max(length, 4096))
    this.#length = length
  }

  get bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  words(at: number, numbers: readonly number[]): void {
    this.#bytes.set(wordsOf(numbers), at)
  }

  /** Answers where they begin: at a multiple of `alignment`. */
  append(bytes: Uint8Array, alignment: number): number {
    const start = Math.ceil(this.#length / alignment) * alignment
    this.#length = start + bytes.length
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes.set(bytes, start)
    return start
  }
}
