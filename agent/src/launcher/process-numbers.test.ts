import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstProcessNumber } from './process-numbers.ts'

const line = (number: number) => `0000000000000000: 00000002 00000000 00010000 0001 01 4711 @/tmp/.ICE-unix/${number}\n`

test('a session never begins where its desktop would meet the name of another', () => {
  const numbers = fc.array(fc.integer({ min: 300, max: 32_767 }), { maxLength: 40 })
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (taken, chance) => {
      const first = firstProcessNumber(taken.map(line).join(''), 32_768, chance)
      return first >= 300 && first + 16 <= 32_768 && taken.every((number) => number < first || number > first + 16)
    }),
  )
})

test('chance spreads sessions that start at the same moment', () => {
  assert.notEqual(firstProcessNumber('', 32_768, 0.1), firstProcessNumber('', 32_768, 0.9))
})

test('a name each few hundred numbers stops nobody’s start', () => {
  const spread = Array.from({ length: 130 }, (_, index) => 300 + index * 250)
  const first = firstProcessNumber(spread.map(line).join(''), 32_768, 0.5)
  assert.ok(spread.every((number) => number < first || number > first + 64))
})

test('a host without free numbers says so', () => {
  const everywhere = Array.from({ length: 2_100 }, (_, index) => line(300 + index * 16)).join('')
  assert.throws(() => firstProcessNumber(everywhere, 32_768, 0.5), RangeError)
})
