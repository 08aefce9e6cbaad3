import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { enoughRoom, lookForRoom, type Room } from './room.ts'

/** Looks twice a second; whether it fits after each. */
function fits(taken: readonly number[], kept = 1): readonly boolean[] {
  let room: Room = enoughRoom
  return taken.map((each, index) => {
    room = lookForRoom(room, index * 500, each, kept)
    return room.fits
  })
}

test('who takes little stays, who takes much leaves at once, and comes back after five calm seconds', () => {
  assert.deepEqual(fits([0, 0.3, 0.5]), [true, true, true])
  assert.deepEqual(fits([0.7, 0.5, 0.2]), [false, false, false])
  const calm = Array.from({ length: 11 }, () => 0.1)
  assert.deepEqual(fits([0.7, ...calm]).lastIndexOf(false), 10)
  assert.equal(fits([0.7, ...calm]).at(-1), true)
  assert.equal(fits([0.7, ...calm.slice(1), 0.5, 0.1]).at(-1), false, 'calm without a pause')
})

test('two processors hold twice as much', () => {
  assert.deepEqual(fits([1.1, 1.3], 2), [true, false])
})

test('nobody is moved more often than every five seconds to and fro', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { maxLength: 80 }), (taken) => {
      const returns = fits(taken).flatMap((now, index, all) => (now && all[index - 1] === false ? [index] : []))
      for (const [index, at] of returns.entries()) assert.ok(at - (returns[index - 1] ?? -10) >= 10)
    }),
  )
})
