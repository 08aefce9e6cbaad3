import { hash } from 'node:crypto'
import { assertBlobKey, type Blob } from './back-end.ts'

/** The first bytes of every parcel; another layout to come gets others. */
const mark = Buffer.from('nahtlos parcel 1\n')
const sumBytes = 32
const headBytes = 6

/**
 * Many blobs in one file, so that one file alone has to be forced to disk: the mark, then for each blob the length of
 * its key (16 bits, big-endian), the length of its bytes (32 bits), key and bytes; at the end SHA-256 of all before it.
 */
export function packParcel(blobs: readonly Blob[]): Buffer {
  const parts: Uint8Array[] = [mark]
  for (const { key, bytes } of blobs) {
    const head = Buffer.alloc(headBytes)
    head.writeUInt16BE(Buffer.byteLength(key), 0)
    head.writeUInt32BE(bytes.length, 2)
    parts.push(head, Buffer.from(key), bytes)
  }
  const content = Buffer.concat(parts)
  return Buffer.concat([content, hash('sha256', content, 'buffer')])
}

/** Null where it is no parcel, or not as it was packed. */
export function unpackParcel(parcel: Buffer): Blob[] | null {
  const end = parcel.length - sumBytes
  if (end < mark.length || !parcel.subarray(0, mark.length).equals(mark)) return null
  if (!hash('sha256', parcel.subarray(0, end), 'buffer').equals(parcel.subarray(end))) return null
  const blobs: Blob[] = []
  for (let at = mark.length; at < end; ) {
    const keyAt = at + headBytes
    const bytesAt = keyAt + parcel.readUInt16BE(at)
    const next = bytesAt + parcel.readUInt32BE(at + 2)
    const key = parcel.toString('utf8', keyAt, bytesAt)
    assertBlobKey(key)
    blobs.push({ key, bytes: parcel.subarray(bytesAt, next) })
    at = next
  }
  return blobs
}
