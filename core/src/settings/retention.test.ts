import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { retainedVersions } from './retention.ts'

const start = Date.parse('2026-03-02T08:00:00Z')
const versions = fc.array(fc.nat(3_000_000), { maxLength: 80 }).map((gaps) => {
  let at = start
  return gaps.map((gap, number) => {
    at += gap
    return { number, at: new Date(at) }
  })
})

test('never more than asked for are kept, the newest always, and none is thrown away while there is room', () => {
  fc.assert(
    fc.property(versions, fc.integer({ min: 1, max: 40 }), (list, keep) => {
      const kept = retainedVersions(list, keep)
      assert.equal(kept.size, Math.min(keep, list.length))
      const newest = list.at(-1)
      if (newest !== undefined) assert.ok(kept.has(newest.number))
    }),
  )
})

test('deciding again over what was kept throws nothing away', () => {
  fc.assert(
    fc.property(versions, fc.integer({ min: 1, max: 40 }), (list, keep) => {
      const kept = retainedVersions(list, keep)
      const rest = list.filter(({ number }) => kept.has(number))
      assert.deepEqual(retainedVersions(rest, keep), kept)
    }),
  )
})

test('a day of saving every minute leaves last Tuesday there', () => {
  const minutes = Array.from({ length: 7 * 24 * 60 }, (_, number) => ({
    number,
    at: new Date(start + number * 60_000),
  }))
  // As it happens: decided every quarter of an hour, over what is there then.
  let present: typeof minutes = []
  for (const one of minutes) {
    present.push(one)
    if (one.number % 15 !== 0) continue
    const kept = retainedVersions(present, 30)
    present = present.filter(({ number }) => kept.has(number))
  }
  const days = new Set(present.map(({ at }) => at.toISOString().slice(0, 10)))
  assert.equal(days.size, 8)
  const lastDay = start + 7 * 86_400_000 - 86_400_000
  assert.ok(present.filter(({ at }) => at.getTime() > lastDay).length >= 10)
})
