import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { failsMoreOften, inStage } from './trial.ts'

const of = (failed: number, started: number) => ({ failed, started })

test('a trial stops where starts fail more often than usual', () => {
  for (const [trial, usual] of [
    [of(3, 3), of(1, 20)],
    [of(3, 20), of(0, 200)],
    [of(3, 4), of(0, 0)],
    [of(200, 1000), of(50, 1000)],
    // Where half of all fail anyway, twice as often is not possible, and all of thirty are no chance.
    [of(30, 30), of(50, 100)],
  ] as const)
    assert.equal(failsMoreOften(trial, usual), true, JSON.stringify([trial, usual]))
})

test('a trial goes on where it may be chance, or is as usual', () => {
  for (const [trial, usual] of [
    [of(0, 0), of(0, 0)],
    [of(2, 2), of(0, 200)],
    [of(3, 100), of(0, 200)],
    [of(5, 50), of(20, 200)],
    [of(30, 30), of(1, 2)],
    [of(9, 30), of(20, 100)],
    [of(3, 3), of(200, 200)],
  ] as const)
    assert.equal(failsMoreOften(trial, usual), false, JSON.stringify([trial, usual]))
})

test('one more failure never lets a trial go on, one more failure of the others never stops it', () => {
  const starts = fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.nat(300))
    .map(([started, failed]) => of(Math.min(failed, started), started))
  fc.assert(
    fc.property(starts, starts, (trial, usual) => {
      if (failsMoreOften(trial, usual) && trial.failed < trial.started)
        assert.ok(failsMoreOften({ ...trial, failed: trial.failed + 1 }, usual))
      if (!failsMoreOften(trial, usual) && usual.failed < usual.started)
        assert.ok(!failsMoreOften(trial, { ...usual, failed: usual.failed + 1 }))
    }),
    { numRuns: 300 },
  )
})

test('a share is that share of people, and widening it drops nobody', () => {
  const people = Array.from({ length: 2000 }, (_, index) => ({
    id: `${((index * 2654435761) >>> 0).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
    department: 'social',
  }))
  for (const share of [1, 10, 50, 99]) {
    const inside = people.filter((person) => inStage({ share }, 7, person))
    assert.ok(Math.abs(inside.length / people.length - share / 100) < 0.03, `${share}: ${inside.length}`)
    for (const person of inside) assert.ok(inStage({ share: Math.min(99, share + 20) }, 7, person))
  }
})
