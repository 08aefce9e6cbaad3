import type { Readable } from 'node:stream'
import { type ChunkId, captureMark, chunksAtOnce } from '@nahtlos/contract/host/vault'
import { type ChunkFrame, decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'

/** Chunks that are read at once for one stream. */
const lanes = 8

/** Bytes sent at once: each piece costs a record of TLS and a call of the kernel. */
const pieceSize = 256 * 1024

/** The frames of chunks in the order asked; one that the vault lacks or has damaged is told as absent. */
export async function* framesOf(
  ids: readonly ChunkId[],
  get: (id: ChunkId) => Promise<Buffer>,
): AsyncGenerator<Buffer> {
  const ahead: Promise<Buffer>[] = []
  const read = async (id: ChunkId): Promise<Buffer> => {
    try {
      return encodeFrame(id, await get(id))
    } catch (error) {
      if (!isVaultFailure(error, 'not-found') && !isVaultFailure(error, 'corrupt')) throw error
      return encodeFrame(id, null)
    }
  }
  let piece: Buffer[] = []
  let size = 0
  try {
    for (let at = 0; at < ids.length || ahead.length > 0; ) {
      while (at < ids.length && ahead.length < lanes) {
        const reading = read(ids[at++] ?? '')
        // Its turn to be awaited comes later; a failure until then is not unheard.
        reading.catch(() => undefined)
        ahead.push(reading)
      }
      const frame = await ahead.shift()
      if (frame === undefined) continue
      piece.push(frame)
      size += frame.length
      if (size < pieceSize) continue
      yield Buffer.concat(piece)
      piece = []
      size = 0
    }
    if (size > 0) yield Buffer.concat(piece)
  } finally {
    await Promise.allSettled(ahead)
  }
}

/** Frames, and bytes of them, that are stored together. */
const groupMost = { frames: 64, bytes: 4 * 1024 * 1024 }

/** Stores the frames of a stream, a group at a time, never more in memory than that; all are durable at the end. */
export async function storeFrames(chunks: ChunkStore, frames: AsyncIterable<ChunkFrame>): Promise<void> {
  let group: { id: ChunkId; plain: Buffer }[] = []
  let size = 0
  let count = 0
  for await (const { id, bytes } of frames) {
    if (bytes === null || ++count > chunksAtOnce)
      throw new VaultError('corrupt', 'a stream with frames too many or empty')
    group.push({ id, plain: bytes })
    size += bytes.length
    if (group.length < groupMost.frames && size < groupMost.bytes) continue
    await chunks.putAll(group)
    group = []
    size = 0
  }
  await chunks.putAll(group)
}

/** Bytes of what came last in a stream that are kept at hand: the snapshots are among them. */
const atHandMost = 8 * 1024 * 1024

export interface StoredCaptures {
  /** What changes of heads came behind the chunks. */
  readonly changes: Buffer
  /** Chunks that were stored just now, so that they need not be read again; not all where they are many. */
  readonly atHand: ReadonlyMap<ChunkId, Buffer>
}

/** Stores the chunks of a stream of captures. */
export async function storeCaptures(chunks: ChunkStore, stream: Readable): Promise<StoredCaptures> {
  let changes: Buffer | null = null
  const atHand = new Map<ChunkId, Buffer>()
  let size = 0
  const frames = async function* () {
    for await (const frame of decodeFrames(stream)) {
      if (frame.id === captureMark) {
        changes = frame.bytes
        continue
      }
      if (frame.bytes !== null && size + frame.bytes.length <= atHandMost) {
        atHand.set(frame.id, frame.bytes)
        size += frame.bytes.length
      }
      yield frame
    }
  }
  await storeFrames(chunks, frames())
  if (changes === null) throw new VaultError('corrupt', 'a stream of captures that names no change')
  return { changes, atHand }
}
