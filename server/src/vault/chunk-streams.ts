import type { Readable } from 'node:stream'
import { type ChunkId, captureMark, chunkMaximum, chunksAtOnce } from '@nahtlos/contract/host/vault'
import { decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import type { ChunkStore, NewChunk } from '@nahtlos/vault/chunk-store'
import { fromStoredForm } from '@nahtlos/vault/stored-form'
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

/** A chunk that came, and what is stored of it. */
type CameChunk = NewChunk & { readonly plain: Buffer }

/**
 * What came in a stream, unpacked where each chunk is `packed`: whether it is the chunk that it is called, the store
 * looks. `corrupt` where it cannot be unpacked, is larger than a chunk may be, or is none.
 */
async function* cameIn(stream: Readable, packed: boolean): AsyncGenerator<CameChunk> {
  for await (const { id, bytes } of decodeFrames(stream)) {
    if (bytes === null) throw new VaultError('corrupt', 'a stream with an empty frame')
    if (!packed || id === captureMark) yield { id, plain: bytes }
    else yield { id, plain: await fromStoredForm(bytes, chunkMaximum), packed: bytes }
  }
}

/** Stores the chunks of a stream, a group at a time, never more in memory than that; all are durable at the end. */
export async function storeFrames(chunks: ChunkStore, stream: Readable, packed: boolean): Promise<void> {
  await storeAll(chunks, cameIn(stream, packed))
}

async function storeAll(chunks: ChunkStore, came: AsyncIterable<NewChunk>): Promise<void> {
  let group: NewChunk[] = []
  let size = 0
  let count = 0
  for await (const chunk of came) {
    if (++count > chunksAtOnce) throw new VaultError('corrupt', 'a stream with too many frames')
    group.push(chunk)
    size += chunk.plain.length
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

/** Stores the chunks of a stream of captures; see `storeFrames`. */
export async function storeCaptures(chunks: ChunkStore, stream: Readable, packed: boolean): Promise<StoredCaptures> {
  let changes: Buffer | null = null
  const atHand = new Map<ChunkId, Buffer>()
  let size = 0
  const chunksIn = async function* () {
    for await (const chunk of cameIn(stream, packed)) {
      if (chunk.id === captureMark) {
        changes = chunk.plain
        continue
      }
      if (size + chunk.plain.length <= atHandMost) {
        atHand.set(chunk.id, chunk.plain)
        size += chunk.plain.length
      }
      yield chunk
    }
  }
  await storeAll(chunks, chunksIn())
  if (changes === null) throw new VaultError('corrupt', 'a stream of captures that names no change')
  return { changes, atHand }
}
