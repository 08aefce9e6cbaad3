import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chunkId } from './chunk-id.ts'
import { type ChunkSizes, chunkSizes, chunksOf } from './chunking.ts'

const small: ChunkSizes = { minimum: 64, average: 256, maximum: 1024 }

/** Bytes that look random and are the same every time (xorshift32, Marsaglia 2003). */
function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed | 1
  for (let at = 0; at < length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[at] = state & 0xff
  }
  return bytes
}

test('chunks together are the input, and keep their sizes', () => {
  const input = fc.oneof(
    fc.uint8Array({ maxLength: 6000 }).map((bytes) => Buffer.from(bytes)),
    fc.tuple(fc.nat(20_000), fc.nat()).map(([length, seed]) => noise(length, seed)),
    fc.nat(5000).map((length) => Buffer.alloc(length)),
  )
  fc.assert(
    fc.property(input, (bytes) => {
      const chunks = [...chunksOf(bytes, small)]
      assert.deepEqual(Buffer.concat(chunks), bytes)
      assert.ok(chunks.every((chunk) => chunk.length > 0 && chunk.length <= small.maximum))
      assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length >= small.minimum))
    }),
  )
})

test('what follows a boundary is cut the same whatever came before it', () => {
  fc.assert(
    fc.property(fc.nat(20_000), fc.nat(), (length, seed) => {
      const chunks = [...chunksOf(noise(length, seed), small)]
      const [first, ...rest] = chunks
      if (first === undefined) return
      const cutAlone = [...chunksOf(Buffer.concat(rest), small)]
      assert.deepEqual(cutAlone.map(chunkId), rest.map(chunkId))
    }),
  )
})

test('an insertion at the front changes few chunks', () => {
  const bytes = noise(4_000_000, 7)
  const before = new Set([...chunksOf(bytes)].map(chunkId))
  const after = [...chunksOf(Buffer.concat([Buffer.from('inserted'), bytes]))].map(chunkId)
  const changed = after.filter((id) => !before.has(id)).length
  assert.ok(before.size > 30)
  assert.ok(changed <= 4, `${changed} of ${after.length} chunks changed`)
})

test('chunks of noise have about the average size', () => {
  const count = [...chunksOf(noise(8_000_000, 3))].length
  const mean = 8_000_000 / count
  assert.ok(mean > chunkSizes.average / 2 && mean < chunkSizes.average * 2, `mean ${mean}`)
})

test('boundaries are those of every former version: this list never changes', () => {
  const lengths = [...chunksOf(noise(600_000, 42))].map((chunk) => chunk.length)
  assert.deepEqual(lengths, [70723, 72344, 70303, 77810, 92343, 76939, 40055, 75783, 18249, 5451])
})
