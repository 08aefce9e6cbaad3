import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EndingGrants } from './ending-grants.ts'

const until = '2026-03-02T12:00:00.000Z'
const at = (minutesBefore: number) => Date.parse(until) - minutesBefore * 60_000
const perl = { programs: { packages: ['perl-base'], paths: [] }, until }

test('an approval that ends is told ten and two minutes before, each once', () => {
  const ending = new EndingGrants()
  const told = [30, 11, 10, 9, 3, 2, 1, 0].map((minutes) => ending.due([perl], at(minutes)).map(({ en }) => en))
  assert.deepEqual(
    told.map((texts) => texts.length),
    [0, 0, 1, 0, 0, 1, 0, 0],
  )
  assert.match(told[2]?.[0] ?? '', /^In 10 minutes the approval of perl-base ends/)
})

test('one that was for a short time is told at once, and each for itself', () => {
  const ending = new EndingGrants()
  const other = { programs: { packages: [], paths: ['/opt/x'] }, until }
  assert.equal(ending.due([perl], at(5)).length, 1)
  assert.equal(ending.due([perl, other], at(5)).length, 1)
  assert.deepEqual(ending.due([], at(4)), [])
})
