import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { chunkMaximum } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { type ChunkFrame, decodeFrames, encodeFrame } from './chunk-frames.ts'
import { chunkId } from './chunk-id.ts'
import { isVaultFailure } from './vault-error.ts'

const frame = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ id: chunkId(bytes), bytes: Buffer.from(bytes) })),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => ({ id: chunkId(bytes), bytes: null })),
)

async function* cut(bytes: Buffer, at: readonly number[]) {
  let start = 0
  for (const end of [...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    yield bytes.subarray(start, end)
    start = end
  }
}

test('frames come out as they went in, however the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 20 }), async (frames, at) => {
      const stream = Buffer.concat(frames.map(({ id, bytes }) => encodeFrame(id, bytes)))
      const found: ChunkFrame[] = await Array.fromAsync(decodeFrames(cut(stream, at)))
      assert.deepEqual(found, frames)
    }),
  )
})

test('a stream that ends within a frame, or announces a giant, is corrupt', async () => {
  const whole = encodeFrame(chunkId(Buffer.from('x')), randomBytes(100))
  for (const length of [1, 35, 36, 100]) {
    const read = Array.fromAsync(decodeFrames(cut(whole.subarray(0, length), [])))
    await assert.rejects(read, (error) => isVaultFailure(error, 'corrupt'))
  }
  const giant = Buffer.from(whole)
  giant.writeUInt32BE(chunkMaximum + 1, 32)
  await assert.rejects(Array.fromAsync(decodeFrames(cut(giant, []))), (error) => isVaultFailure(error, 'corrupt'))
})
