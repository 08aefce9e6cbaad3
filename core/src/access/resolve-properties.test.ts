import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unbounded } from '@nahtlos/contract/access/bounds'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import fc from 'fast-check'
import { anna, annaId, annasAgreement, loaded, smallCityDocuments } from '../configuration/small-city.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

const basis = smallCityDocuments.filter((document) => !document.startsWith('kind: AccessRule'))

const condition = fc.constantFrom(
  'true',
  'false',
  'zone.outside',
  '!zone.outside',
  'secondFactor',
  'agreement.now',
  '!agreement.exists',
  '"protected" in person.groups',
  'time.hour < 12',
  'time.minute % 20 == 0',
  'time.weekday in [1, 2, 3]',
  'person.groups[3] == "x"',
  '1 / time.minute > 0',
  'inCidr(client.address, "10.0.0.0/9")',
  'within("07:30-18:00")',
  'onHomeDay()',
  'device.enrolled',
  'fits(person.account, "^anna")',
)
const rights = fc.subarray(['control', 'clipboard-in', 'clipboard-out', 'download', 'print'], { minLength: 1 })
const scope = fc.constantFrom('', 'workspaces: [casework]\n', 'workspaces: [press]\n')

const grant = fc
  .tuple(condition, condition, rights, scope)
  .map(
    ([when, required, given, workspaces]) =>
      `effect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrequires:\n  - condition: '${required}'\n    refusal: { de: N, en: N }\nrights: [${given.join(', ')}]\n${workspaces}`,
  )
const limit = fc
  .tuple(
    condition,
    fc.oneof(
      fc.constant('access'),
      rights.map((all) => `[${all.join(', ')}]`),
    ),
    scope,
    fc.constantFrom(
      '',
      'bounds: { idleMinutes: 10 }\n',
      'bounds: { sessions: 1, watermark: true }\n',
      'demands: [second-factor]\n',
      'demands: [enrolled-device]\n',
      'profile: high-protection\n',
    ),
  )
  .map(
    ([when, without, workspaces, more]) =>
      `effect: limit\ntitle: { de: L, en: L }\nreason: { de: L, en: L }\nwhen: '${when}'\nwithout: ${without}\n${workspaces}${more}`,
  )
const rules = fc
  .tuple(fc.array(grant, { maxLength: 4 }), fc.array(limit, { maxLength: 3 }))
  .map(([grants, limits]) => [...grants, ...limits])

function configurationOf(bodies: readonly string[]) {
  return loaded([...basis, ...bodies.map((body, index) => `kind: AccessRule\nid: r${index}\n${body}`)])
}

const wallTimes = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 })).map(([from, length]) => {
  const write = (quarter: number) =>
    `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
  return { from: write(from), until: write(Math.min(96, from + length)) }
})
const dates = fc.constantFrom('2026-02-20', '2026-03-01', '2026-03-29', '2026-10-25', '2026-12-31')
const agreement = fc
  .tuple(dates, dates, fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), wallTimes), { minLength: 1, maxLength: 3 }))
  .map(([one, other, days]) => {
    const [from = one, until = other] = [one, other].sort()
    return annasAgreement({ from, until, week: days.map(([weekday, hours]) => ({ weekday, ...hours })) })
  })

const person: fc.Arbitrary<PersonFacts> = fc
  .tuple(fc.subarray(['protected', 'editors']), fc.array(agreement, { maxLength: 2 }))
  .map(([groups, agreements]) => anna({ groups, agreements }))
const at = fc
  .date({ min: new Date('2026-02-25'), max: new Date('2026-11-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const context: fc.Arbitrary<Context> = fc.record({
  at,
  listener: fc.constantFrom('office', 'outside', 'nowhere'),
  clientAddress: fc.constantFrom('10.1.2.3', '10.200.2.3', '203.0.113.7', '2001:db8::1', '::1', '::ffff:10.0.0.1'),
  secondFactor: fc.boolean(),
})

function workspacesById(resolution: Resolution) {
  return new Map(resolution.workspaces.map((workspace) => [workspace.id, workspace]))
}

/** Whether the first resolution opens or permits anything that the second does not. */
function givesMore(first: Resolution, second: Resolution): boolean {
  const others = workspacesById(second)
  return first.workspaces.some((workspace) => {
    const other = others.get(workspace.id)
    if (other === undefined) return true
    return (workspace.available && !other.available) || workspace.rights.some((right) => !other.rights.includes(right))
  })
}

test('equal input gives an equal answer', () => {
  fc.assert(
    fc.property(rules, person, context, (bodies, who, where) => {
      const configuration = configurationOf(bodies)
      const frozen = JSON.stringify([who, where])
      const first = resolve(configuration, who, where)
      assert.deepEqual(resolve(configuration, structuredClone(who), structuredClone(where)), first)
      assert.equal(JSON.stringify([who, where]), frozen)
    }),
    { numRuns: 30 },
  )
})

/** Whether no bound of the first is looser than in the second, workspace by workspace. */
function boundsHold(strict: Resolution, loose: Resolution): boolean {
  const others = workspacesById(loose)
  const least = (value: number | null | undefined) => value ?? Number.POSITIVE_INFINITY
  return strict.workspaces.every(({ id, bounds }) => {
    const other = others.get(id)?.bounds
    if (other === undefined) return true
    const keys = ['idleMinutes', 'lengthMinutes', 'sessions'] as const
    return keys.every((key) => least(bounds[key]) <= least(other[key])) && (bounds.watermark || !other.watermark)
  })
}

type Decide = typeof resolve

/** What has to hold of every way to decide; each takes one, so that a wrong one can be shown to be caught. */
const laws: Readonly<Record<string, (decide: Decide) => fc.IPropertyWithHooks<unknown[]>>> = {
  'one more limit never opens a workspace, never adds a right and never loosens a bound': (decide) =>
    fc.property(rules, limit, person, context, (bodies, more, who, where) => {
      const without = decide(configurationOf(bodies), who, where)
      const withLimit = decide(configurationOf([...bodies, more]), who, where)
      assert.equal(givesMore(withLimit, without), false)
      assert.ok(boundsHold(withLimit, without))
    }) as unknown as fc.IPropertyWithHooks<unknown[]>,
  'one grant less never opens a workspace and never adds a right': (decide) =>
    fc.property(rules, grant, person, context, (bodies, less, who, where) => {
      const withGrant = decide(configurationOf([...bodies, less]), who, where)
      const without = decide(configurationOf(bodies), who, where)
      assert.equal(givesMore(without, withGrant), false)
    }) as unknown as fc.IPropertyWithHooks<unknown[]>,
  'the order of documents never matters': (decide) =>
    fc.property(rules, fc.nat(), person, context, (bodies, turn, who, where) => {
      const documents = [...basis, ...bodies.map((body, index) => `kind: AccessRule\nid: r${index}\n${body}`)]
      const cut = turn % documents.length
      const turned = loaded([...documents.slice(cut).reverse(), ...documents.slice(0, cut)])
      assert.deepEqual(decide(turned, who, where), decide(loaded(documents), who, where))
    }) as unknown as fc.IPropertyWithHooks<unknown[]>,
  'equal questions get equal answers': (decide) =>
    fc.property(rules, person, context, (bodies, who, where) => {
      const configuration = configurationOf(bodies)
      assert.deepEqual(decide(configuration, structuredClone(who), where), decide(configuration, who, { ...where }))
    }) as unknown as fc.IPropertyWithHooks<unknown[]>,
}

for (const [law, propertyOf] of Object.entries(laws)) test(law, () => fc.assert(propertyOf(resolve), { numRuns: 100 }))

/** Ways to decide that are wrong in one thing each, with the law that has to notice. */
const planted: readonly [string, string, Decide][] = [
  [
    'a limit that gives what it should take',
    'one more limit never opens a workspace, never adds a right and never loosens a bound',
    (configuration, who, where) => {
      const limits = configuration.rules.filter(({ effect }) => effect === 'limit').length
      const resolution = resolve(configuration, who, where)
      if (limits < 2) return resolution
      return {
        ...resolution,
        workspaces: resolution.workspaces.map((one) => ({ ...one, rights: [...one.rights, 'download' as const] })),
      }
    },
  ],
  [
    'the loosest bound wins',
    'one more limit never opens a workspace, never adds a right and never loosens a bound',
    (configuration, who, where) => {
      const resolution = resolve(configuration, who, where)
      const loose = configuration.rules.length > 2
      return loose
        ? { ...resolution, workspaces: resolution.workspaces.map((one) => ({ ...one, bounds: unbounded })) }
        : resolution
    },
  ],
  [
    'no grant at all opens everything',
    'one grant less never opens a workspace and never adds a right',
    (configuration, who, where) => {
      const resolution = resolve(configuration, who, where)
      if (configuration.rules.some(({ effect }) => effect === 'grant')) return resolution
      return { ...resolution, workspaces: resolution.workspaces.map((one) => ({ ...one, available: true })) }
    },
  ],
  [
    'every second answer is another one',
    'equal questions get equal answers',
    (() => {
      let odd = false
      return (configuration, who, where) => {
        odd = !odd
        const resolution = resolve(configuration, who, where)
        return odd ? resolution : { ...resolution, outside: !resolution.outside }
      }
    })(),
  ],
]

for (const [violation, law, decide] of planted)
  test(`a planted violation is caught: ${violation}`, () => {
    const propertyOf = laws[law]
    assert.ok(propertyOf)
    assert.equal(fc.check(propertyOf(decide), { numRuns: 300 }).failed, true)
  })

test('without a zone there is nothing, whatever the rules say', () => {
  fc.assert(
    fc.property(rules, person, context, (bodies, who, where) => {
      const resolution = resolve(configurationOf(bodies), who, { ...where, listener: 'nowhere' })
      assert.equal(resolution.zone, null)
      for (const { available, rights: given } of resolution.workspaces)
        assert.deepEqual([available, given], [false, []])
    }),
    { numRuns: 40 },
  )
})

test('from outside nothing is available without an agreement or without a second factor, whatever the rules say', () => {
  const everything = 'effect: grant\ntitle: { de: G, en: G }\nrights: [control, clipboard-in, clipboard-out]\n'
  fc.assert(
    fc.property(rules, person, context, fc.boolean(), (bodies, who, where, dropAgreements) => {
      const outside = { ...where, listener: 'outside', secondFactor: dropAgreements }
      const facts = dropAgreements ? { ...who, agreements: [] } : who
      for (const workspace of resolve(configurationOf([...bodies, everything]), facts, outside).workspaces) {
        assert.equal(workspace.available, false)
        assert.deepEqual(workspace.rights, [])
      }
    }),
    { numRuns: 100 },
  )
})

test('a workspace is available exactly where nothing is refused, and only then are there rights', () => {
  fc.assert(
    fc.property(rules, person, context, (bodies, who, where) => {
      for (const { available, refusals, rights: given } of resolve(configurationOf(bodies), who, where).workspaces) {
        assert.equal(available, refusals.length === 0)
        if (!available) assert.deepEqual(given, [])
      }
    }),
    { numRuns: 30 },
  )
})

/** Rules that look at the clock more often than others, and connections that have a zone: there time matters. */
const clockCondition = fc.constantFrom(
  'time.hour < 12',
  'time.minute % 20 == 0',
  'time.hour * 60 + time.minute < 631',
  'time.weekday in [1, 2, 3]',
  'time.date < "2026-06-01"',
  'agreement.now',
  'within("08:10-17:25")',
  'within("22:00-06:00")',
  'time.workday',
)
const clockRules = fc.array(
  fc
    .tuple(clockCondition, rights)
    .map(([when, given]) => `effect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrights: [${given.join(', ')}]\n`),
  { minLength: 1, maxLength: 2 },
)
const inAnyZone = context.map((where) => ({
  ...where,
  listener: where.listener === 'nowhere' ? 'office' : where.listener,
  clientAddress: '10.1.2.3',
  secondFactor: true,
}))

test('until the next change, time alone changes nothing', () => {
  const decisions = (resolution: Resolution) =>
    resolution.workspaces.map(({ id, available, refusals, rights: given }) => ({
      id,
      available,
      refusals: refusals.map(({ code }) => code),
      given,
    }))
  fc.assert(
    fc.property(
      clockRules,
      person,
      inAnyZone,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (bodies, who, where, part) => {
        const configuration = configurationOf(bodies)
        const next = nextChange(configuration, who, where)
        const now = Date.parse(where.at)
        const end = next === null ? now + 40 * 86_400_000 : Date.parse(next) - 1
        assert.ok(end >= now - 1000)
        const later = new Date(Math.floor(now + Math.max(0, end - now) * part)).toISOString()
        assert.deepEqual(
          decisions(resolve(configuration, who, { ...where, at: later })),
          decisions(resolve(configuration, who, where)),
        )
      },
    ),
    { numRuns: 250 },
  )
})

test('the next change is the next minute, hour or day, as the conditions look at the clock', () => {
  const where = { at: '2026-03-02T09:07:30.000Z', listener: 'office', clientAddress: '10.0.0.1', secondFactor: false }
  const next = (when: string) =>
    nextChange(
      configurationOf([`effect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrights: [control]\n`]),
      anna(),
      where,
    )
  assert.equal(next('time.minute < 30'), '2026-03-02T09:08:00.000Z')
  assert.equal(next('time.hour < 12'), '2026-03-02T10:00:00.000Z')
  assert.equal(next('time.weekday == 1'), '2026-03-02T23:00:00.000Z')
  assert.equal(next('secondFactor'), null)
})

test('who has neither an agreement ahead nor a rule that looks at the clock need not be asked about again', () => {
  const over = annasAgreement({ from: '2025-01-01', until: '2025-12-31' })
  const where = { at: '2026-03-02T09:00:00.000Z', listener: 'office', clientAddress: '10.0.0.1', secondFactor: false }
  assert.equal(nextChange(loaded(), anna({ agreements: [over] }), where), null)
  assert.equal(nextChange(loaded(), anna({ agreements: [annasAgreement()] }), where), '2026-03-02T18:00:00.000Z')
  assert.equal(anna().id, annaId)
})
