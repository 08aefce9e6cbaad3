import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look, nothingTaken, type Taking, takes } from './hogs.ts'

/** Looks twice a second at a session that takes so many processors, one figure for each half second. */
function over(rates: readonly number[], from: Taking = nothingTaken, at = 0): { taking: Taking; seen: string } {
  let taking = from
  let used = from.looks.at(-1)?.used ?? 0
  let seen = ''
  for (const [index, rate] of rates.entries()) {
    used += rate * 500
    taking = look(taking, at + (index + 1) * 500, used)
    seen += taking.isHog ? 'h' : '.'
  }
  return { taking, seen }
}
const steady = (rate: number, count: number) => Array.from({ length: count }, () => rate)

test('whoever takes more than most of a processor for a second is a hog, and nobody before', () => {
  assert.equal(over(steady(2, 4)).seen, '..hh')
  assert.equal(over(steady(0.5, 10)).seen, '..........')
})

test('a moment of work is none: a window that opens, a page that is drawn', () => {
  assert.equal(over([0, 0, 1, 0, 0, 1, 0, 0]).seen, '........')
})

test('a hog is one until it was calm for five seconds', () => {
  const { taking } = over(steady(2, 4))
  assert.equal(over(steady(0, 14), taking, 2_000).seen, 'hhhhhhhhhhh...')
  assert.equal(over([...steady(0, 8), 1, ...steady(0, 8)], taking, 2_000).seen, 'h'.repeat(17), 'and begins anew')
})

test('a clock that is put back and a group that began anew make nobody a hog', () => {
  const { taking } = over(steady(0.1, 4))
  assert.equal(look(taking, 1_000, 500_000).isHog, false)
  assert.equal(look(taking, 3_000, 0).isHog, false)
})

test('what it takes is told of the last second, and nothing before there are two looks', () => {
  assert.equal(takes(nothingTaken), 0)
  assert.equal(takes(over([1]).taking), 0)
  assert.equal(takes(over([...steady(2, 5), ...steady(0.25, 4)]).taking), 0.25)
})
