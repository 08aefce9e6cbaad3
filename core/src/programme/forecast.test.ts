import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import fc from 'fast-check'
import { forecast } from './forecast.ts'
import { agreement, idOf } from './testing-programme.ts'

const monday = '2026-03-09'
const agreed = (person: number, from: string, until: string, more: Partial<TeleworkAgreement> = {}) =>
  agreement({
    person: { id: idOf(person), name: 'P', department: 'social' },
    week: [{ weekday: 1, from, until }],
    ...more,
  })

test('as many sessions are foreseen as people are at home at the same time, whoever ends or is suspended is none of them', () => {
  const all = [
    agreed(1, '07:00', '12:00'),
    agreed(2, '12:00', '16:00'),
    agreed(3, '11:00', '15:00'),
    agreed(4, '07:00', '16:00', { suspendedAt: '2026-03-05T10:00:00.000Z' }),
    agreed(5, '07:00', '16:00', { endedAt: '2026-03-05T10:00:00.000Z' }),
  ]
  assert.deepEqual(forecast(all, monday), { date: monday, people: 3, sessions: 2, peak: '11:00' })
  assert.deepEqual(forecast(all, '2026-03-10'), { date: '2026-03-10', people: 0, sessions: 0, peak: null })
})

test('two agreements of one person are one session at a time, and count with the hours of both', () => {
  const other = agreed(2, '14:00', '16:00')
  const apart = [agreed(1, '07:00', '10:00'), agreed(1, '13:00', '17:00'), other]
  assert.deepEqual(forecast(apart, monday), { date: monday, people: 2, sessions: 2, peak: '14:00' })
  const over = [agreed(1, '07:00', '13:00'), agreed(1, '12:00', '15:00'), agreed(1, '15:00', '17:00'), other]
  assert.deepEqual(forecast(over, monday), { date: monday, people: 2, sessions: 2, peak: '14:00' })
})

test('the most sessions are those of the fullest minute, and the peak is the first minute that has so many', () => {
  const hour = fc.integer({ min: 0, max: 8 })
  const span = fc.tuple(hour, hour).filter(([from, until]) => from < until)
  const time = (at: number) => `${String(7 + at).padStart(2, '0')}:00`
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), span), { maxLength: 12 }), (list) => {
      const all = list.map(([person, [from, until]]) => agreed(person, time(from), time(until)))
      const at = (now: number) =>
        new Set(list.filter(([, [from, until]]) => from <= now && now < until).map(([person]) => person)).size
      const counts = Array.from({ length: 9 }, (_, now) => at(now))
      const most = Math.max(...counts)
      const { people, sessions, peak } = forecast(all, monday)
      assert.equal(people, new Set(list.map(([person]) => person)).size)
      assert.deepEqual([sessions, peak], [most, most === 0 ? null : time(counts.indexOf(most))])
    }),
  )
})
