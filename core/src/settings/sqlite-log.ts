/**
 * SQLite's write-ahead log, folded into its database: https://www.sqlite.org/fileformat2.html, sections 1.3 and 4.
 * Pure bytes, and no byte of it is believed: what is damaged, or was never committed, is not there.
 */
const magic = 'SQLite format 3\0'
const headerSize = 32
const frameHeaderSize = 24
/** Section 4.1; the last bit says that checksums take their words with the most significant byte first. */
const logMagic = 0x377f0682
const logVersion = 3_007_000

/** Whether a file begins as a database does (section 1.3.1). */
export function isDatabase(bytes: Uint8Array): boolean {
  return bytes.length >= 100 && Buffer.from(bytes.subarray(0, 16)).toString('latin1') === magic
}

/** The database with everything that was committed to its log; the same bytes where the log adds nothing. */
export function foldLog(database: Uint8Array, log: Uint8Array): Uint8Array {
  const frames = committedFrames(log)
  if (frames === null) return database
  const { pageSize, pages, pageCount } = frames
  // Every page of it is in one of the two; a log that speaks of more is none of SQLite's.
  if (pageCount * pageSize > database.length + log.length) return database
  const folded = new Uint8Array(pageCount * pageSize)
  folded.set(database.subarray(0, folded.length))
  for (const [number, page] of pages) {
    if (number <= pageCount) folded.set(page, (number - 1) * pageSize)
  }
  return folded
}

interface Frames {
  readonly pageSize: number
  /** The last content of each page, by its number from 1. */
  readonly pages: ReadonlyMap<number, Uint8Array>
  /** Pages of the database after the last commit. */
  readonly pageCount: number
}

/** Pages that a log may speak of: 16 GiB of the smallest would be more than any settings are. */
const pageMaximum = 1 << 20

function committedFrames(log: Uint8Array): Frames | null {
  if (log.length < headerSize) return null
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  const isBigEndian = (view.getUint32(0) & 1) === 1
  const pageSize = view.getUint32(8)
  const isPageSize = pageSize >= 512 && pageSize <= 65_536 && (pageSize & (pageSize - 1)) === 0
  if ((view.getUint32(0) & ~1) !== logMagic || view.getUint32(4) !== logVersion || !isPageSize) return null
  let sum = checksum(view, 0, 24, [0, 0], isBigEndian)
  if (!isSum(view, 24, sum)) return null
  const pages = new Map<number, Uint8Array>()
  let pending: [number, Uint8Array][] = []
  let pageCount = 0
  const size = frameHeaderSize + pageSize
  for (let at = headerSize; at + size <= log.length; at += size) {
    const [number, commit] = [view.getUint32(at), view.getUint32(at + 4)]
    const isOfThisLog = view.getUint32(at + 8) === view.getUint32(16) && view.getUint32(at + 12) === view.getUint32(20)
    sum = checksum(view, at, 8, sum, isBigEndian)
    sum = checksum(view, at + frameHeaderSize, pageSize, sum, isBigEndian)
    if (!isOfThisLog || !isSum(view, at + 16, sum)) break
    if (number === 0 || number > pageMaximum || commit > pageMaximum) break
    pending.push([number, log.subarray(at + frameHeaderSize, at + size)])
    if (commit === 0) continue
    for (const [changed, page] of pending) pages.set(changed, page)
    pending = []
    pageCount = commit
  }
  return pageCount === 0 ? null : { pageSize, pages, pageCount }
}

type Sum = readonly [number, number]

/** Section 4.2. `size` is a multiple of eight. */
function checksum(view: DataView, from: number, size: number, start: Sum, isBigEndian: boolean): Sum {
  let [one, two] = start
  for (let at = from; at < from + size; at += 8) {
    one = (one + view.getUint32(at, !isBigEndian) + two) >>> 0
    two = (two + view.getUint32(at + 4, !isBigEndian) + one) >>> 0
  }
  return [one, two]
}

function isSum(view: DataView, at: number, [one, two]: Sum): boolean {
  return view.getUint32(at) === one && view.getUint32(at + 4) === two
}
