import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { expect, test } from 'vitest'
import { applicationOf, checkDraft, type Draft, latestEnd } from './check-application.ts'
import { teleworkTexts } from './texts.ts'

const terms: TeleworkTerms = {
  participates: true,
  maximumHomeDays: 2,
  maximumMonths: 12,
  earliest: '06:00',
  latest: '20:00',
  chain: [],
  today: '2026-03-02',
}
const day = (weekday: number, chosen = true, from = '08:00', until = '16:00') => ({ weekday, chosen, from, until })
const good: Draft = { from: '2026-03-09', until: '2026-08-31', week: [day(1), day(2, false), day(3)] }
const faults = (change: Partial<Draft>) =>
  checkDraft({ ...good, ...change }, terms, teleworkTexts.de, 'de').map((fault) => fault.field)

test('a good draft has no fault and becomes the application without the days not chosen', () => {
  expect(faults({})).toEqual([])
  expect(applicationOf(good)).toEqual({
    from: '2026-03-09',
    until: '2026-08-31',
    week: [
      { weekday: 1, from: '08:00', until: '16:00' },
      { weekday: 3, from: '08:00', until: '16:00' },
    ],
  })
})
test.each<[string, Partial<Draft>, string[]]>([
  ['both dates are needed', { from: '', until: '' }, ['from', 'until']],
  ['the first day is not past', { from: '2026-03-01' }, ['from']],
  ['the last day is not before the first', { until: '2026-03-08' }, ['until']],
  ['it is not too long', { until: '2027-03-10' }, ['until']],
  ['some day is needed', { week: [day(1, false)] }, ['day-1']],
  ['not too many days', { week: [day(1), day(2), day(4)] }, ['day-4']],
  ['a time is missing', { week: [day(1, true, '', '16:00')] }, ['from-1']],
  ['the end comes after the beginning', { week: [day(1, true, '16:00', '08:00')] }, ['until-1']],
  ['not too early', { week: [day(1, true, '05:59')] }, ['from-1']],
  ['not too late', { week: [day(1, true, '08:00', '20:01')] }, ['until-1']],
])('%s', (_, change, fields) => {
  expect(faults(change)).toEqual(fields)
})
test('months end where the month has no such day', () => {
  expect(latestEnd('2026-01-31', 1)).toBe('2026-02-28')
  expect(latestEnd('2026-03-09', 12)).toBe('2027-03-09')
})
