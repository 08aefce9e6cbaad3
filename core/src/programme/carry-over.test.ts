import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AgreementChange, ChangeWish } from '@nahtlos/contract/programme/telework-agreement'
import { homeHours, withChanges } from './agreement-day.ts'
import { carriedOver } from './carry-over.ts'
import * as town from './testing-programme.ts'

const plain = town.agreement()
const change = (number: number, wish: ChangeWish, state: AgreementChange['state'] = 'granted'): AgreementChange => ({
  id: town.idOf(number),
  agreement: plain.id,
  wish,
  state,
  askedAt: new Date(number).toISOString(),
  decidedAt: state === 'granted' ? new Date(number).toISOString() : null,
  decidedBy: null,
  reason: null,
})
// The new one begins on a Tuesday.
const next = { ...plain, id: town.idOf(201), from: '2026-04-07', days: [] }

test('what lies before stays, what lies after is moved, and what lies on both sides is parted', () => {
  const changes = [
    change(1, { kind: 'swap', gives: '2026-03-09', takes: '2026-03-10' }),
    change(2, { kind: 'swap', gives: '2026-04-06', takes: '2026-04-08' }),
    change(3, { kind: 'swap', gives: '2026-04-13', takes: '2026-04-03' }),
    change(4, { kind: 'swap', gives: '2026-04-20', takes: '2026-04-21' }),
    change(5, { kind: 'swap', gives: '2026-04-27', takes: '2026-04-28' }, 'refused'),
  ]
  const old = withChanges(plain, changes)
  const carried = carriedOver(old, changes, next)
  assert.deepEqual(
    carried.map(({ id, what }) => [Number(id.slice(0, 8)), what]),
    [
      [2, 'copied'],
      [3, 'copied'],
      [4, 'moved'],
    ],
  )
  const wishes = changes.map((one) => {
    const found = carried.find(({ id }) => id === one.id)
    return { ...one, wish: found?.what === 'copied' ? found.wish : one.wish }
  })
  const now = withChanges(
    next,
    wishes.filter(({ id }) => carried.some((found) => found.id === id)),
  )
  for (let day = 7; day <= 30; day += 1) {
    const date = `2026-04-${String(day).padStart(2, '0')}`
    assert.deepEqual(homeHours(now, date)?.from, homeHours(old, date)?.from, date)
  }
})

test('what does not fit into the new week is dropped, and what nobody decided on in time too', () => {
  const changes = [
    change(1, { kind: 'swap', gives: '2026-04-13', takes: '2026-04-14' }),
    change(2, { kind: 'period', from: '2026-03-30', until: '2026-04-12', week: [] }, 'asked'),
  ]
  const tuesdays = { ...next, week: [{ weekday: 2 as const, from: '07:00', until: '15:00' }] }
  assert.deepEqual(
    carriedOver(withChanges(plain, changes), changes, tuesdays).map(({ what }) => what),
    ['dropped', 'dropped'],
  )
})
