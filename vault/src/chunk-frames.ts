import { type ChunkId, chunkAbsent, chunkMaximum } from '@nahtlos/contract/host/vault'
import { VaultError } from './vault-error.ts'

/** A chunk on its way; null where the vault does not have it. */
export interface ChunkFrame {
  readonly id: ChunkId
  readonly bytes: Buffer | null
}

const idBytes = 32
const headBytes = idBytes + 4

/** A frame after `contract/host/vault.ts`: id, length, bytes. */
export function encodeFrame(id: ChunkId, bytes: Uint8Array | null): Buffer {
  const head = frameHead(id, bytes?.length ?? chunkAbsent)
  return bytes === null ? head : Buffer.concat([head, bytes])
}

/** What stands before the bytes of a frame, for who puts many of them together. */
export function frameHead(id: ChunkId, length: number): Buffer {
  const head = Buffer.allocUnsafe(headBytes)
  head.write(id, 0, 'hex')
  head.writeUInt32BE(length, idBytes)
  return head
}

/**
 * Frames out of a stream of bytes, however they are cut. `corrupt` where a frame is longer than a chunk may be, or the
 * stream ends within one. Bytes are not checked against the id here.
 */
export async function* decodeFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<ChunkFrame> {
  let parts: Uint8Array[] = []
  let held = 0
  let wanted = headBytes
  let head: { id: ChunkId; length: number } | null = null
  for await (const part of source) {
    parts.push(part)
    held += part.length
    if (held < wanted) continue
    let buffer = parts.length === 1 ? Buffer.from(part.buffer, part.byteOffset, part.length) : Buffer.concat(parts)
    while (buffer.length >= wanted) {
      if (head === null) {
        head = { id: buffer.toString('hex', 0, idBytes), length: buffer.readUInt32BE(idBytes) }
        buffer = buffer.subarray(headBytes)
        if (head.length === chunkAbsent) {
          yield { id: head.id, bytes: null }
          head = null
          wanted = headBytes
          continue
        }
        if (head.length > chunkMaximum) throw new VaultError('corrupt', `a chunk of ${head.length} bytes is too large`)
        wanted = head.length
      }
      if (buffer.length < wanted) break
      yield { id: head.id, bytes: buffer.subarray(0, wanted) }
      buffer = buffer.subarray(wanted)
      head = null
      wanted = headBytes
    }
    parts = buffer.length > 0 ? [buffer] : []
    held = buffer.length
  }
  if (held > 0 || head !== null) throw new VaultError('corrupt', 'the stream of chunks ended within one')
}
