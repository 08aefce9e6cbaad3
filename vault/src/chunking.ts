import { createHash } from 'node:crypto'

/**
 * FastCDC (Xia et al., "FastCDC: a Fast and Efficient Content-Defined Chunking Approach", USENIX ATC 2016):
 * a gear hash rolls over the bytes, and a chunk ends where the hash has zeros under a mask. Chunking is normalised
 * (section 3.5, level 2): the mask is stricter before the average size and looser after it, so sizes gather around it.
 *
 * Boundaries depend on the bytes since the last boundary alone, so a change in a large file moves few of them.
 */
export interface ChunkSizes {
  /** No chunk is smaller, save the last of a file. Bytes. */
  readonly minimum: number
  /** A power of two. */
  readonly average: number
  readonly maximum: number
}

export const chunkSizes: ChunkSizes = { minimum: 16 * 1024, average: 64 * 1024, maximum: 256 * 1024 }

/** Level 2 of normalised chunking: two more, and two fewer, bits than the average size asks for. */
const normalisation = 2

/**
 * 256 pseudo-random 32-bit numbers, the same for ever: SHA-256 of a name and the byte.
 * Changing them would cut every file anew, and nothing stored before would be recognised.
 */
const gear = Uint32Array.from({ length: 256 }, (_, byte) =>
  createHash('sha256').update(`nahtlos gear ${byte}`).digest().readUInt32BE(0),
)

/** Cuts `bytes` into views of it, in order, that together are `bytes`; none for no bytes. */
export function* chunksOf(bytes: Buffer, sizes: ChunkSizes = chunkSizes): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const end = start + boundary(bytes.subarray(start, start + sizes.maximum), sizes)
    yield bytes.subarray(start, end)
    start = end
  }
}

/** Length of the first chunk of `bytes`, of which no more than `sizes.maximum` are looked at. */
function boundary(bytes: Buffer, sizes: ChunkSizes): number {
  if (bytes.length <= sizes.minimum) return bytes.length
  const bits = Math.log2(sizes.average)
  const strict = topBits(bits + normalisation)
  const loose = topBits(bits - normalisation)
  const middle = Math.min(sizes.average, bytes.length)
  let rolling = 0
  let at = sizes.minimum
  for (; at < middle; at++) {
    rolling = ((rolling << 1) + (gear[bytes[at] ?? 0] ?? 0)) | 0
    if ((rolling & strict) === 0) return at + 1
  }
  for (; at < bytes.length; at++) {
    rolling = ((rolling << 1) + (gear[bytes[at] ?? 0] ?? 0)) | 0
    if ((rolling & loose) === 0) return at + 1
  }
  return bytes.length
}

/** The upper bits of a gear hash have seen the most bytes (32 of them), so the mask lies there. */
function topBits(count: number): number {
  return count === 0 ? 0 : -1 << (32 - count)
}
