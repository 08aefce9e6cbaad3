/**
 * SQLite's rollback journal, played back into its database: https://www.sqlite.org/fileformat2.html, section 3, and what
 * https://www.sqlite.org/atomiccommit.html, section 4, does after a crash. Pure bytes, and no byte of it is believed.
 */
const magic = 'd9d505f920a163d7'
const headerSize = 28
/** A header's count of records where the file's length tells it. */
const countByLength = 0xffff_ffff

/** Whether a rollback journal holds what its database needs to be whole: then a write is under way, or was broken off. */
export function isHotJournal(start: Uint8Array): boolean {
  return hasMagic(start, 0)
}

/**
 * The database as it was before the write that the journal is of; null where that cannot be said: the write was one of
 * several databases at once, or the journal is none of SQLite's.
 */
export function rollBack(database: Uint8Array, journal: Uint8Array): Uint8Array | null {
  // The name of a journal of several databases stands at the end, with the magic behind it.
  if (journal.length >= 2 * headerSize && hasMagic(journal, journal.length - 8)) return null
  const view = new DataView(journal.buffer, journal.byteOffset, journal.byteLength)
  const first = headerAt(view, 0)
  if (first === null || first.pageSize === 0) return null
  const { pageSize, sectorSize, pageCount } = first
  const isPageSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0
  // A write adds pages and never takes any before it has ended, so the former file was not longer than this.
  if (!isPageSize || pageCount * pageSize > database.length + journal.length) return null
  const former = new Uint8Array(pageCount * pageSize)
  former.set(database.subarray(0, former.length))
  const recordSize = pageSize + 8
  for (let at = 0; at + headerSize <= journal.length; ) {
    const header = headerAt(view, at)
    if (header === null) break
    at += sectorSize
    const fitting = Math.floor((journal.length - at) / recordSize)
    const count = header.count === countByLength ? fitting : Math.min(header.count, fitting)
    for (let record = 0; record < count; record++, at += recordSize) {
      const number = view.getUint32(at)
      const page = journal.subarray(at + 4, at + 4 + pageSize)
      if (number === 0 || view.getUint32(at + 4 + pageSize) !== checksum(page, header.nonce)) return former
      if (number <= pageCount) former.set(page, (number - 1) * pageSize)
    }
    at = Math.ceil(at / sectorSize) * sectorSize
  }
  return former
}

interface Header {
  readonly count: number
  readonly nonce: number
  /** Pages of the database before the write. */
  readonly pageCount: number
  readonly sectorSize: number
  readonly pageSize: number
}

function headerAt(view: DataView, at: number): Header | null {
  if (at + headerSize > view.byteLength) return null
  if (!hasMagic(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at)) return null
  const sectorSize = view.getUint32(at + 20)
  const isSectorSize = sectorSize >= 32 && sectorSize <= 65_536 && (sectorSize & (sectorSize - 1)) === 0
  if (!isSectorSize) return null
  const [count, nonce, pageCount] = [view.getUint32(at + 8), view.getUint32(at + 12), view.getUint32(at + 16)]
  return { count, nonce, pageCount, sectorSize, pageSize: view.getUint32(at + 24) }
}

function hasMagic(bytes: Uint8Array, at: number): boolean {
  return bytes.length >= at + 8 && Buffer.from(bytes.subarray(at, at + 8)).toString('hex') === magic
}

/** Every two hundredth byte from the end, added to the nonce. */
function checksum(page: Uint8Array, nonce: number): number {
  let sum = nonce
  for (let at = page.length - 200; at > 0; at -= 200) sum = (sum + (page[at] ?? 0)) >>> 0
  return sum
}
