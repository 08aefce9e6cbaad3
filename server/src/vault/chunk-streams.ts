import type { Readable } from 'node:stream'
import { type ChunkId, chunksAtOnce } from '@nahtlos/contract/host/vault'
import { decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'

/** Chunks that are read or written at once for one stream. */
const lanes = 8

/** Bytes sent at once: each piece costs a record of TLS and a call of the kernel. */
const pieceSize = 256 * 1024

/** The frames of chunks in the order asked; one that the vault lacks or has damaged is told as absent. */
export async function* framesOf(chunks: ChunkStore, ids: readonly ChunkId[]): AsyncGenerator<Buffer> {
  const ahead: Promise<Buffer>[] = []
  const read = async (id: ChunkId): Promise<Buffer> => {
    try {
      return encodeFrame(id, await chunks.get(id))
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

/** Stores the frames of a stream, several at once, never more in memory than that; all are durable at the end. */
export async function storeFrames(chunks: ChunkStore, stream: Readable): Promise<void> {
  const under = new Set<Promise<void>>()
  let failure: unknown = null
  let count = 0
  for await (const { id, bytes } of decodeFrames(stream)) {
    if (bytes === null || ++count > chunksAtOnce)
      throw new VaultError('corrupt', 'a stream with frames too many or empty')
    const storing = chunks.put(id, bytes).then(
      () => void under.delete(storing),
      (error: unknown) => {
        under.delete(storing)
        failure ??= error
      },
    )
    under.add(storing)
    if (under.size >= lanes) await Promise.race(under)
    if (failure !== null) break
  }
  await Promise.all(under)
  if (failure !== null) throw failure
}
