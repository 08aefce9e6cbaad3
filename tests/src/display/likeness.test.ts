import assert from 'node:assert/strict'
import { test } from 'node:test'
import { likeness } from './likeness.ts'

test('two pictures are as alike as they have pixels in common, and what one has more counts as different', () => {
  const picture = Uint32Array.of(7, 7, 9, 9)
  assert.equal(likeness(picture, picture), 1)
  assert.equal(likeness(picture, Uint32Array.of(7, 7, 7, 9)), 0.75)
  assert.equal(likeness(picture, Uint32Array.of(7, 7)), 0.5)
  assert.equal(likeness(Uint32Array.of(7, 7), picture), 0.5)
})
