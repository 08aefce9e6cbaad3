import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SessionFacts } from '@nahtlos/contract/access/context'
import { impactSurvey } from '../configuration/impact.ts'
import { loadConfiguration } from '../configuration/load-configuration.ts'
import {
  anna,
  annasAgreement,
  atHome,
  atOffice,
  fileOf,
  loaded,
  mondayMorning,
  smallCityDocuments,
} from '../configuration/small-city.ts'
import { comingLoss } from './coming-loss.ts'
import { compileCondition } from './condition.ts'
import { nearestChanges } from './nearest-change.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

const agreed = anna({ agreements: [annasAgreement()] })
const running: SessionFacts = { app: null, startedAt: mondayMorning, host: 'host-a', pool: 'main' }
const after = (minutes: number) => new Date(Date.parse(mondayMorning) + minutes * 60_000).toISOString()

const limit = (when: string, more = 'without: [clipboard-in]\n') =>
  `kind: AccessRule\nid: x\neffect: limit\ntitle: { de: L, en: L }\nreason: { de: Grund., en: Reason. }\nwhen: '${when}'\n${more}`
const rule = (when: string, more = 'on: [logon]\n', concern = 'comfort') =>
  `kind: EnvironmentRule\nid: e\ntitle: { de: E, en: E }\n${more}when: '${when}'\nactions:\n  - { action: message, id: m, concern: ${concern}, title: { de: M, en: M }, text: { de: A, en: A } }\n`
const withRule = (text: string) => loaded([...smallCityDocuments, text])
const casework = (configuration: ReturnType<typeof loaded>, context = atHome()) => {
  const found = resolve(configuration, agreed, context).workspaces.find(({ id }) => id === 'casework')
  assert.ok(found)
  return found
}

describe('a condition on a session', () => {
  const refused = [
    'session.minutes > 5',
    'host.pool == "main"',
    'app.id == "editor" && zone.outside',
    'session.running || session.minutes > 5',
    'session.running ? zone.outside : host.id == "host-a"',
    '!(session.running && zone.outside) && session.minutes > 5',
  ]
  for (const when of refused)
    test(`is refused where a rule decides before there is one: ${when}`, () => {
      const text = limit(when)
      const result = loadConfiguration([fileOf([...smallCityDocuments, text])])
      assert.ok(!result.ok)
      const [fault] = result.faults
      assert.match(fault?.message.en ?? '', /is not known before a session runs.*session\.running &&/)
      // The fault stands at the name itself.
      const line = text.split('\n').find((one) => one.startsWith('when')) ?? ''
      assert.match(line.slice((fault?.column ?? 1) - 1), /^(session\.minutes|host\.|app\.id|session|host|app)/)
    })

  const guarded = [
    'session.running && session.minutes > 5',
    'host.pool == "main" && zone.outside && session.running',
    '!session.running || session.minutes < 5',
    'session.running ? host.id == "host-a" : zone.outside',
    'session.running && (zone.outside || app.id == "editor")',
  ]
  for (const when of guarded)
    test(`is taken where it asks first whether one runs: ${when}`, () => {
      for (const text of [
        limit(when),
        limit(when).replace('limit', 'withhold').replace('without: [clipboard-in]', 'apps: [editor]'),
      ])
        withRule(text)
      // Whatever it says, it has a value with and without a session.
      const compiled = compileCondition(when)
      assert.ok(compiled.ok)
      for (const context of [atHome(), atHome({ session: running })])
        for (const line of casework(withRule(limit(when)), context).explanation)
          assert.equal(typeof line.value, 'boolean', JSON.stringify(line))
    })

  test('is typed: no text has minutes, and a pool is no number', () => {
    for (const when of [
      'session.running && session.minutes == "5"',
      'session.running && host.pool > 3',
      'session.minuts > 5',
    ])
      assert.ok(!loadConfiguration([fileOf([...smallCityDocuments, limit(when)])]).ok, when)
  })

  test('takes a right when a session has run for so long, at the minute, and it is announced', () => {
    const configuration = withRule(limit('session.running && session.minutes >= 120 && zone.outside'))
    const context = (minutes: number) => atHome({ at: after(minutes), session: running })
    assert.deepEqual(casework(configuration, atHome()).rights.toSorted(), ['clipboard-in', 'control'])
    assert.deepEqual(casework(configuration, context(119)).rights.toSorted(), ['clipboard-in', 'control'])
    assert.deepEqual(casework(configuration, context(120)).rights, ['control'])
    assert.equal(nextChange(configuration, agreed, context(60)), after(120))
    const soon = comingLoss(configuration, agreed, context(111), 'casework', 10 * 60_000)
    assert.deepEqual([soon?.at, soon?.rights], [after(120), ['clipboard-in']])
    assert.equal(soon?.reason?.de, 'Grund.')
  })

  test('on every minute is looked at each minute, and an absurd one never', () => {
    const each = withRule(limit('session.running && session.minutes % 2 == 1'))
    assert.equal(nextChange(each, agreed, atHome({ at: after(3), session: running })), after(4))
    const never = withRule(limit('session.running && session.minutes > 9000000000000000'))
    assert.equal(nextChange(never, anna(), atOffice({ session: running })), null)
  })

  test('of an environment rule is decided in the session, and refuses nobody before', () => {
    const configuration = withRule(rule('host.id == "host-a"', 'on: [logon]\n', 'security'))
    const before = casework(configuration)
    assert.deepEqual([before.available, before.environment.length], [true, 0])
    assert.ok(before.explanation.some(({ text }) => text.en === 'Whether this applies is decided in the session.'))
    assert.equal(casework(configuration, atHome({ session: running })).environment.length, 1)
    assert.equal(casework(configuration, atHome({ session: { ...running, host: 'host-b' } })).environment.length, 0)
  })

  test('on the app of a rule for the start of apps leaves those for which it holds', () => {
    const elsewhere =
      'kind: App\nid: press\ntitle: { de: P, en: P }\npackage: press\ncommand: [press]\nicon: press\ncategories: [Office]\n'
    const when = 'app.id == "browser" || app.id == "press" || (app.id == "writer" && zone.outside)'
    const configuration = loaded([...smallCityDocuments, elsewhere, rule(when, 'on: [app-start]\n')])
    const appsOf = (context: ReturnType<typeof atHome>) => casework(configuration, context).environment[0]?.apps
    assert.deepEqual(appsOf(atHome({ session: running }))?.toSorted(), ['browser', 'writer'])
    assert.deepEqual(appsOf(atOffice({ session: running })), ['browser'])
    const single = withRule(rule('app.id == "editor"'))
    assert.equal(casework(single, atHome({ session: { ...running, app: 'editor' } })).environment.length, 1)
    assert.equal(casework(single, atHome({ session: running })).environment.length, 0)
  })

  test('is seen in a preview, as it is in a session', () => {
    const before = loaded()
    const next = withRule(limit('session.running && session.minutes >= 120'))
    const survey = impactSurvey(before, next, new Date(mondayMorning).toISOString())
    survey.add(agreed)
    const [line] = survey.result().lines
    assert.deepEqual([line?.item, line?.gains], ['clipboard-in', false])
    assert.ok(
      line?.when.some(({ de }) => de === 'in einer Sitzung nach 120 Minuten'),
      JSON.stringify(line?.when),
    )
    assert.ok(line?.when.every(({ de }) => !de.includes('gerade beginnt')))
  })

  test('is the nearest change where a session has run for too long', () => {
    const long = withRule(limit('session.running && session.minutes >= 120'))
    const found = nearestChanges(long, agreed, atHome({ at: after(150), session: running }), 'casework')
    const paste = found.find(({ item }) => item === 'clipboard-in')
    assert.deepEqual([paste?.change, paste?.text.de, paste?.has], ['session', 'in einer neuen Sitzung', false])
  })

  test('is the nearest change where it gives something', () => {
    const grant = `kind: AccessRule\nid: g\neffect: grant\ntitle: { de: G, en: G }\nwhen: session.running && host.pool == "main"\nrights: [print]\n`
    const found = nearestChanges(withRule(grant), agreed, atHome(), 'casework')
    const print = found.find(({ item }) => item === 'print')
    assert.deepEqual([print?.change, print?.text.de, print?.has], ['session', 'in einer laufenden Sitzung', false])
  })
})
