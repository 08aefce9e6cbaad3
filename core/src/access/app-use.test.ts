import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfiguration } from '../configuration/load-configuration.ts'
import {
  anna,
  annasAgreement,
  atHome,
  atOffice,
  fileOf,
  loaded,
  smallCityDocuments,
} from '../configuration/small-city.ts'
import { announcement, secondsLeft, surplus, usedLater, usedUp } from './app-use.ts'
import { resolve } from './resolve.ts'

const reason = { de: 'Grund.', en: 'Reason.' }
const bound = { app: 'browser', minutesPerDay: 30, running: 'close' as const, reason }
const rule = (id: string, more: string) =>
  `kind: AccessRule\nid: ${id}\neffect: withhold\ntitle: { de: R, en: R }\nreason: { de: ${id}., en: ${id}. }\napps: [browser]\n${more}\n`
const agreed = anna({ agreements: [annasAgreement()] })

test('time adds up for what runs, and another day begins anew', () => {
  const first = usedLater([], new Set(['browser']), '2026-03-02', 5)
  const second = usedLater(first, new Set(['browser', 'editor']), '2026-03-02', 5)
  assert.deepEqual(second, [
    { app: 'browser', day: '2026-03-02', seconds: 10 },
    { app: 'editor', day: '2026-03-02', seconds: 5 },
  ])
  assert.deepEqual(usedLater(second, new Set(), '2026-03-03', 5), [])
})

test('what was used here and in other sessions counts together, and never below nothing', () => {
  const used = [
    { app: 'browser', day: '2026-03-02', seconds: 1_000 },
    { app: 'browser', day: '2026-03-02', seconds: 500 },
    { app: 'browser', day: '2026-03-01', seconds: 1_000 },
  ]
  assert.equal(secondsLeft(bound, used, '2026-03-02'), 300)
  assert.equal(secondsLeft(bound, [...used, ...used], '2026-03-02'), 0)
  assert.deepEqual(usedUp([bound], used, '2026-03-02'), [])
  assert.deepEqual(usedUp([bound], [...used, ...used], '2026-03-02'), [{ app: 'browser', running: 'close', reason }])
  const { minutesPerDay, ...unbounded } = bound
  assert.deepEqual(minutesPerDay && usedUp([{ ...unbounded, atOnce: 1 }], [...used, ...used], '2026-03-02'), [])
})

test('ten and two minutes before its end are told, each once', () => {
  const told: (number | null)[] = []
  let before: number | null = null
  for (const left of [700, 600, 595, 300, 120, 115, 5, 0]) {
    told.push(announcement(before, left))
    before = left
  }
  assert.deepEqual(told, [null, 10, null, null, 2, null, null, null])
  assert.equal(announcement(null, 60), 2, 'who begins late is told of the least alone')
})

test('too many are the youngest, whatever numbers they have', () => {
  const runs = [
    { pid: 9, startTime: 100 },
    { pid: 5, startTime: 300 },
    { pid: 7, startTime: 200 },
  ]
  assert.deepEqual(
    surplus(runs, 1).map(({ pid }) => pid),
    [7, 5],
  )
  assert.deepEqual(surplus(runs, 3), [])
})

test('a rule with bounds leaves the app there and says how much of it; the least of several rules holds', () => {
  const rules = [
    rule('day', 'beyond: { minutesPerDay: 60 }'),
    rule('few', 'beyond: { minutesPerDay: 90, atOnce: 2 }\nrunning: close'),
  ]
  const found = resolve(loaded([...smallCityDocuments, ...rules]), agreed, atOffice()).workspaces[0]
  assert.deepEqual(found?.withheld, [])
  assert.deepEqual(found?.bounded, [
    { app: 'browser', minutesPerDay: 60, atOnce: 2, running: 'close', reason: { de: 'day.', en: 'day.' } },
  ])
  assert.equal(found?.explanation.find(({ document }) => document === 'AccessRule/day')?.effect, 'bounds')
})

test('where a rule keeps the app away at all, that holds; a bound that cannot be evaluated holds', () => {
  const home = [
    rule('away', 'when: zone.outside'),
    rule('day', `when: 'person.groups[5] == "x"'\nbeyond: { atOnce: 1 }`),
  ]
  const found = resolve(loaded([...smallCityDocuments, ...home]), agreed, atHome()).workspaces[0]
  assert.deepEqual(
    found?.withheld.map(({ app }) => app),
    ['browser'],
  )
  assert.equal(found?.bounded?.[0]?.atOnce, 1)
  const wrong = loadConfiguration([fileOf([...smallCityDocuments, rule('none', 'beyond: {}')])])
  assert.match(wrong.ok ? '' : (wrong.faults[0]?.message.en ?? ''), /names no bound/)
})
