import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawnAt } from './drawn.ts'
import type { Rectangle } from './viewer.ts'

function full(at: number, pixel: number, x = 0, width = 10): Rectangle {
  return { at, x, y: 0, width, height: 10, pixels: new Uint32Array(width * 10).fill(pixel) }
}

test('a picture is drawn at the rectangle that brings it to its final state', () => {
  assert.equal(drawnAt([full(1, 7), full(5, 9), full(8, 9)], 10, 10), 5)
})

test('a picture that falls back is drawn only when it has come back', () => {
  assert.equal(drawnAt([full(1, 9), full(2, 7), full(3, 9)], 10, 10), 3)
})

test('a few pixels that change to the end do not put the time off, many do', () => {
  const one: Rectangle = { at: 9, x: 0, y: 0, width: 1, height: 1, pixels: new Uint32Array([1]) }
  assert.equal(drawnAt([full(1, 9), one], 10, 10, 0.98), 1)
  assert.equal(drawnAt([full(1, 9), full(9, 1, 0, 1)], 10, 10), 9)
})

test('without a rectangle nothing was drawn, and a black picture is not drawn before it was sent', () => {
  assert.equal(drawnAt([], 10, 10), undefined)
  assert.equal(drawnAt([full(4, 0)], 10, 10), 4)
})
