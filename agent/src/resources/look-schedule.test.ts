import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterHearing, afterLook, afterRound, isLookDue, type LookSchedule, lookSoon } from './look-schedule.ts'

/** Lets rounds go by, with a look wherever one is due; answers after how many rounds each look came. */
function looks(start: LookSchedule, rounds: number, isAnswered: boolean): { at: number[]; end: LookSchedule } {
  const at: number[] = []
  let end = start
  for (let round = 1; round <= rounds; round += 1) {
    end = afterRound(end)
    if (!isLookDue(end)) continue
    at.push(round)
    end = afterLook(end, isAnswered)
  }
  return { at, end }
}

test('without an answer a look comes after one round, then after two, four, eight, and every twelve from then on', () => {
  assert.deepEqual(looks(lookSoon, 60, false).at, [1, 3, 7, 15, 27, 39, 51])
})

test('a look that is answered is the last one, until an answer is missing', () => {
  const { at, end } = looks(lookSoon, 60, true)
  assert.deepEqual(at, [1])
  assert.deepEqual(looks(afterHearing(end, true), 60, true).at, [])
  assert.deepEqual(looks(afterHearing(end, false), 60, false).at, [1, 3, 7, 15, 27, 39, 51])
})

test('a look that is due stays so until somebody looks, whatever is heard meanwhile', () => {
  const due = afterRound(lookSoon)
  assert.ok(isLookDue(due) && isLookDue(afterRound(due)) && isLookDue(afterHearing(due, true)))
})

test('whatever happens, a missing answer is looked for within twelve rounds, and no look comes where none is missing', () => {
  const events = fc.array(fc.constantFrom('round', 'begun', 'heard', 'heard in vain', 'look', 'look in vain'))
  fc.assert(
    fc.property(events, (happened) => {
      let schedule = lookSoon
      let isMissing = true
      for (const event of happened) {
        if (event === 'round') schedule = afterRound(schedule)
        if (event === 'begun') schedule = lookSoon
        if (event.startsWith('heard')) schedule = afterHearing(schedule, event === 'heard')
        const isLook = event.startsWith('look') && isLookDue(schedule)
        if (isLook) schedule = afterLook(schedule, event === 'look')
        // The look that is to come after each beginning is not missing any less for what was heard before it.
        if (event === 'begun' || event === 'heard in vain') isMissing = true
        if (isLook) isMissing = event === 'look in vain'
      }
      const { at } = looks(schedule, 12, true)
      assert.equal(at.length, isMissing ? 1 : 0)
    }),
  )
})
