import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { clockworkOf, isTimeZone, minutesOf } from './civil-time.ts'

const berlin = clockworkOf('Europe/Berlin')

test('the wall clock follows summer time', () => {
  assert.deepEqual(berlin.at('2026-03-29T00:59:59.000Z'), {
    date: '2026-03-29',
    weekday: 7,
    hour: 1,
    minute: 59,
    second: 59,
  })
  assert.deepEqual(berlin.at('2026-03-29T01:00:00.000Z'), {
    date: '2026-03-29',
    weekday: 7,
    hour: 3,
    minute: 0,
    second: 0,
  })
  assert.deepEqual(berlin.at('2026-12-31T23:00:00.000Z'), {
    date: '2027-01-01',
    weekday: 5,
    hour: 0,
    minute: 0,
    second: 0,
  })
})

test('the next time the clock reaches a minute is found', () => {
  assert.equal(berlin.nextReaching('2026-03-02T09:00:00.000Z', [420, 1140]), '2026-03-02T18:00:00.000Z')
  assert.equal(berlin.nextReaching('2026-03-02T18:00:00.000Z', [420, 1140]), '2026-03-02T23:00:00.000Z')
  assert.equal(berlin.nextReaching('2026-03-02T09:00:00.500Z', [600, 601]), '2026-03-02T09:01:00.000Z')
})

test('a clock that is put forward or back is the next thing that matters', () => {
  assert.equal(berlin.nextReaching('2026-03-28T23:30:00.000Z', [150]), '2026-03-29T01:00:00.000Z')
  assert.equal(berlin.nextReaching('2026-10-24T22:30:00.000Z', [150, 240]), '2026-10-25T00:30:00.000Z')
  assert.equal(berlin.nextReaching('2026-10-25T00:30:00.000Z', [150, 240]), '2026-10-25T01:00:00.000Z')
})

test('only names of the time zone database are time zones', () => {
  assert.ok(isTimeZone('Europe/Berlin'))
  for (const name of ['+01:00', 'Europe/Berln', '', 'Mitteleuropa']) assert.ok(!isTimeZone(name), name)
})

test('between an instant and the next change, the clock passes no such minute', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'UTC')
  const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      zones,
      instants,
      fc.array(fc.integer({ min: 0, max: 1440 }), { maxLength: 4 }),
      (zone, date, minutes) => {
        const clockwork = clockworkOf(zone)
        const next = Date.parse(clockwork.nextReaching(date.toISOString(), minutes))
        assert.ok(next > date.getTime() - 1000)
        const passes = (from: number, to: number) => {
          const [a, b] = [from, to].map((ms) => clockwork.at(new Date(ms).toISOString()))
          const minuteOf = (time: typeof a) => (time?.hour ?? 0) * 60 + (time?.minute ?? 0)
          return a?.date !== b?.date || minutes.some((m) => minuteOf(a) < m !== minuteOf(b) < m)
        }
        assert.ok(next - 1000 <= date.getTime() || !passes(date.getTime(), next - 1000))
      },
    ),
    { numRuns: 200 },
  )
})

test('the end of a day is minute 1440', () => {
  assert.equal(minutesOf('24:00'), 1440)
  assert.equal(minutesOf('07:30'), 450)
})
