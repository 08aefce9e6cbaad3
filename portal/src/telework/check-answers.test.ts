import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import { expect, test } from 'vitest'
import { type Answers, applicationOf, draftWeek, firstAnswers } from './application-draft.ts'
import { faultsOn, latestEnd, screensOf } from './check-answers.ts'
import { formTexts } from './form-texts.ts'

const terms: TeleworkTerms = {
  type: 'telework',
  types: ['telework'],
  participates: true,
  lead: { de: 'L', en: 'L' },
  maximumHomeDays: 2,
  maximumMonths: 12,
  earliest: '06:00',
  latest: '20:00',
  ask: ['contact-hours', 'office-hours', 'task', 'home', 'declarations'],
  equipment: [],
  workspaces: [],
  apps: [],
  leaflet: { version: '1', text: { de: 'M', en: 'L' } },
  criteria: [],
  placesLeft: null,
  prefilled: { name: 'Anna', departmentTitle: { de: 'S', en: 'S' } },
  chain: [],
  today: '2026-03-02',
}
const day = (weekday: number, from = '08:00', until = '16:00') => ({ weekday, from, until })
const good: Answers = {
  ...firstAnswers(terms),
  from: '2026-03-09',
  until: '2026-08-31',
  week: draftWeek([day(1), day(3)]),
  task: 'Akten',
  protectionNeed: 'normal',
  separateArea: 'yes',
  furniture: 'no',
  internet: 'yes',
  phone: '12',
  leaflet: true,
  dataProtection: true,
  equipmentReturn: true,
}
const faults = (change: Partial<Answers>) =>
  screensOf(terms).flatMap((screen) =>
    faultsOn(screen, { ...good, ...change }, terms, formTexts.de, 'de').map((fault) => fault.field),
  )

test('good answers have no fault and become the application without what is not asked', () => {
  expect(faults({})).toEqual([])
  const application = applicationOf(good, terms, { kind: 'first', agreement: null })
  expect(application.week).toEqual([
    { ...day(1), contact: { from: '09:00', until: '15:00' } },
    { ...day(3), contact: { from: '09:00', until: '15:00' } },
  ])
  expect([application.equipment, application.apps, application.familyDuties]).toEqual([null, [], false])
  expect(application.declarations?.leaflet).toBe('1')
})
test.each<[string, Partial<Answers>, string[]]>([
  ['both dates are needed', { from: '', until: '' }, ['from', 'until']],
  ['the first day is not past', { from: '2026-03-01' }, ['from']],
  ['the last day is not before the first', { until: '2026-03-08' }, ['until']],
  ['it is not too long', { until: '2027-03-10' }, ['until']],
  ['some day is needed', { week: draftWeek([]) }, ['day-1']],
  ['not too many days', { week: draftWeek([day(1), day(2), day(4)]) }, ['day-4']],
  ['a time is missing', { week: draftWeek([day(1, '', '16:00')]) }, ['from-1']],
  ['the end comes after the beginning', { week: draftWeek([day(1, '16:00', '08:00')]) }, ['until-1']],
  ['not too early', { week: draftWeek([day(1, '05:59')]) }, ['from-1']],
  ['not too late', { week: draftWeek([day(1, '08:00', '20:01')]) }, ['until-1']],
  ['a task is needed', { task: ' ' }, ['task']],
  ['the protection need is chosen', { protectionNeed: '' }, ['protectionNeed']],
  ['every question about home is answered', { furniture: '', phone: '' }, ['furniture', 'phone']],
  ['declarations are made', { leaflet: false, equipmentReturn: false }, ['leaflet', 'equipmentReturn']],
])('%s', (_, change, fields) => {
  expect(faults(change)).toEqual(fields)
})
test('each fault names its question, so that a list of them can be read alone', () => {
  const open = faultsOn('home', { ...good, separateArea: '', furniture: '', internet: '' }, terms, formTexts.de, 'de')
  expect(open.map(({ text }) => text)).toEqual([
    'Abgetrennter Bereich: Wählen Sie Ja oder Nein.',
    'Tisch und Stuhl: Wählen Sie Ja oder Nein.',
    'Internetanschluss: Wählen Sie Ja oder Nein.',
  ])
})
test('contact hours lie within the hours of the day', () => {
  const week = draftWeek([{ ...day(1), contact: { from: '07:00', until: '15:00' } }])
  expect(faults({ week })).toEqual(['contact-from-1'])
})
test('mobile work asks for no days of the week', () => {
  expect(screensOf({ type: 'mobile-work', ask: ['task'] })).toEqual(['period', 'task', 'summary'])
})
test('months end where the month has no such day', () => {
  expect(latestEnd('2026-01-31', 1)).toBe('2026-02-28')
  expect(latestEnd('2026-03-09', 12)).toBe('2027-03-09')
})
