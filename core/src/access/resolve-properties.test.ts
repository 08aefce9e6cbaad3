import assert from 'node:assert/strict'
import { test } from 'node:test'
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
  'person.groups[3] == "editors"',
  '1 / time.minute > 0',
  'inCidr(client.address, "10.0.0.0/9")',
  'within("07:30-18:00")',
  'onHomeDay()',
  'device.enrolled',
  'fits(person.account, "^anna")',
  'session.running && session.minutes >= 30',
  '!session.running || session.minutes % 7 != 3',
  'session.running && host.pool == "main" && app.id == ""',
)
const rights = fc.subarray(['control', 'clipboard-in', 'clipboard-out', 'download', 'print'], { minLength: 1 })
const scope = fc.constantFrom(
  '',
  'workspaces: [casework]\n',
  'workspaces: [press]\n',
  'department: social\n',
  'department: police\nworkspaces: [casework, press]\n',
)

const grant = fc
  .tuple(condition, condition, rights, scope)
  .map(
    ([when, required, given, workspaces]) =>
      `kind: AccessRule\neffect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrequires:\n  - condition: '${required}'\n    refusal: { de: N, en: N }\nrights: [${given.join(', ')}]\n${workspaces}`,
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
      'bounds: { idleMinutes: 20, lengthMinutes: 60 }\n',
      'bounds: { sessions: 1, watermark: true }\n',
      'demands: [second-factor]\n',
      'demands: [enrolled-device]\n',
      'profile: high-protection\n',
    ),
  )
  .map(
    ([when, without, workspaces, more]) =>
      `kind: AccessRule\neffect: limit\ntitle: { de: L, en: L }\nreason: { de: L, en: L }\nwhen: '${when}'\nwithout: ${without}\n${workspaces}${more}`,
  )
const withhold = fc
  .tuple(
    condition,
    fc.subarray(['editor', 'writer', 'browser'], { minLength: 1 }),
    scope,
    fc.constantFrom('freeze', 'close'),
  )
  .map(
    ([when, apps, workspaces, running]) =>
      `kind: AccessRule\neffect: withhold\ntitle: { de: W, en: W }\nreason: { de: W, en: W }\nwhen: '${when}'\napps: [${apps.join(', ')}]\nrunning: ${running}\n${workspaces}`,
  )
const environment = fc
  .tuple(condition, scope, fc.constantFrom('comfort', 'security'))
  .map(
    ([when, workspaces, concern]) =>
      `kind: EnvironmentRule\ntitle: { de: E, en: E }\non: [logon]\nwhen: '${when}'\n${workspaces}actions:\n  - { action: variable, id: v, concern: ${workspaces.startsWith('department') ? 'comfort' : concern}, name: A, value: b }\n`,
  )
const programs = (effect: 'deny' | 'allow') =>
  fc
    .tuple(condition, scope, fc.subarray(['gimp', 'vlc', 'tor'], { minLength: 1 }))
    .map(
      ([when, workspaces, packages]) =>
        `kind: ProgramRule\neffect: ${effect}\ntitle: { de: P, en: P }\nreason: { de: P, en: P }\nwhen: '${when}'\n${workspaces}packages: [${packages.join(', ')}]\n`,
    )
const deny = programs('deny')
/** No groups are declared, or both are, of which one may extend the other and name her. */
const groups = fc
  .tuple(fc.constantFrom('', 'extends: [editors]\n'), fc.constantFrom('', 'people: [anna.becker]\n'))
  .map(([wider, people]) => [
    `kind: Group\nid: protected\ntitle: { de: P, en: P }\n${wider}`,
    `kind: Group\nid: editors\ntitle: { de: E, en: E }\n${people}`,
  ])
const rules = fc
  .tuple(
    fc.array(grant, { maxLength: 4 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: limit }, { weight: 1, arbitrary: withhold }), { maxLength: 4 }),
    fc.array(fc.oneof(environment, deny, programs('allow')), { maxLength: 3 }),
    fc.option(groups, { nil: [] }),
  )
  .map((all) => all.flat())

/** A rule's id is its place; a group brings its own. */
function documentsOf(bodies: readonly string[]): string[] {
  return [...basis, ...bodies.map((body, index) => (body.includes('\nid: ') ? body : `${body}id: r${index}\n`))]
}

function configurationOf(bodies: readonly string[]) {
  return loaded(documentsOf(bodies))
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
const context: fc.Arbitrary<Context> = fc
  .tuple(
    fc.record({
      at,
      listener: fc.constantFrom('office', 'outside', 'nowhere'),
      clientAddress: fc.constantFrom('10.1.2.3', '10.200.2.3', '203.0.113.7', '2001:db8::1', '::1', '::ffff:10.0.0.1'),
      secondFactor: fc.boolean(),
      enrolledDevice: fc.boolean(),
    }),
    fc.option(fc.record({ minutes: fc.nat(300), app: fc.constantFrom(null, 'editor') })),
  )
  .map(([facts, session]) => {
    if (session === null) return facts
    const startedAt = new Date(Date.parse(facts.at) - session.minutes * 60_000 - 12_345).toISOString()
    return { ...facts, session: { app: session.app, startedAt, host: 'host-a', pool: 'main' } }
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

type Decide = (documents: readonly string[], who: PersonFacts, where: Context) => Resolution
type Property = fc.IPropertyWithHooks<unknown[]>

const decideWell: Decide = (documents, who, where) => resolve(loaded(documents), who, where)

/** No app that is kept away by the first comes back by the second, and no program that is forbidden. */
function keepsAway(strict: Resolution, loose: Resolution): boolean {
  const others = workspacesById(strict)
  return loose.workspaces.every(({ id, withheld, programs }) => {
    const other = others.get(id)
    return (
      other !== undefined &&
      withheld.every(({ app }) => other.withheld.some((one) => one.app === app)) &&
      (programs.forbid?.packages ?? []).every((name) => other.programs.forbid?.packages.includes(name))
    )
  })
}

const unevaluated = 'person.groups[99] == "editors"'
const withCondition = (body: string, when: string) => body.replace(/when: '.*'/, `when: '${when}'`)

/** What has to hold of every way to decide; each takes one, so that a wrong one can be shown to be caught. */
const laws: Readonly<Record<string, (decide: Decide) => Property>> = {
  'one more limit never opens a workspace, never adds a right or an app and never loosens a bound': (decide) =>
    fc.property(rules, fc.oneof(limit, withhold, deny), person, context, (bodies, more, who, where) => {
      const without = decide(documentsOf(bodies), who, where)
      const withLimit = decide(documentsOf([...bodies, more]), who, where)
      assert.equal(givesMore(withLimit, without), false)
      assert.ok(boundsHold(withLimit, without))
      assert.ok(keepsAway(withLimit, without))
    }) as unknown as Property,
  'one grant less never opens a workspace and never adds a right': (decide) =>
    fc.property(rules, grant, person, context, (bodies, less, who, where) => {
      const withGrant = decide(documentsOf([...bodies, less]), who, where)
      const without = decide(documentsOf(bodies), who, where)
      assert.equal(givesMore(without, withGrant), false)
    }) as unknown as Property,
  'one environment rule more never opens a workspace and never adds a right': (decide) =>
    fc.property(rules, environment, person, context, (bodies, more, who, where) => {
      const withRule = decide(documentsOf([...bodies, more]), who, where)
      assert.equal(givesMore(withRule, decide(documentsOf(bodies), who, where)), false)
    }) as unknown as Property,
  'what cannot be evaluated gives nothing and takes what it could take': (decide) =>
    fc.property(rules, grant, limit, person, context, (bodies, given, taken, who, where) => {
      const asked = decide(
        documentsOf([...bodies, withCondition(given, unevaluated), withCondition(taken, unevaluated)]),
        who,
        where,
      )
      const strict = decide(documentsOf([...bodies, withCondition(taken, 'true')]), who, where)
      assert.equal(givesMore(asked, strict) || givesMore(strict, asked), false)
      assert.ok(boundsHold(asked, strict))
    }) as unknown as Property,
  'the order of documents never matters': (decide) =>
    fc.property(rules, fc.nat(), person, context, (bodies, turn, who, where) => {
      const documents = documentsOf(bodies)
      const cut = turn % documents.length
      const turned = [...documents.slice(cut).reverse(), ...documents.slice(0, cut)]
      assert.deepEqual(decide(turned, who, where), decide(documents, who, where))
    }) as unknown as Property,
  'equal questions get equal answers': (decide) =>
    fc.property(rules, person, context, (bodies, who, where) => {
      const documents = documentsOf(bodies)
      assert.deepEqual(decide(documents, structuredClone(who), where), decide(documents, who, { ...where }))
    }) as unknown as Property,
}

for (const [law, propertyOf] of Object.entries(laws))
  test(law, () => fc.assert(propertyOf(decideWell), { numRuns: 100 }))

const oneMoreLimit = 'one more limit never opens a workspace, never adds a right or an app and never loosens a bound'
const isOf = (effect: string) => (document: string) => document.includes(`\neffect: ${effect}\n`)

function eachWorkspace(
  resolution: Resolution,
  change: (workspace: Resolution['workspaces'][number]) => Partial<Resolution['workspaces'][number]>,
): Resolution {
  return { ...resolution, workspaces: resolution.workspaces.map((one) => ({ ...one, ...change(one) })) }
}

/** Ways to decide with one mistake each, as somebody might make it, and the law that has to notice. */
const planted: readonly [string, string, Decide][] = [
  [
    'a limit gives the rights that it should take',
    oneMoreLimit,
    (documents, who, where) =>
      decideWell(
        documents.map((document) =>
          isOf('limit')(document) && /\nwithout: \[/.test(document)
            ? document
                .replace('effect: limit', 'effect: grant')
                .replace('\nwithout:', '\nrights:')
                .replaceAll(/(reason|bounds|demands|profile): .*\n/g, '')
            : document,
        ),
        who,
        where,
      ),
  ],
  [
    'of two bounds the loosest wins',
    oneMoreLimit,
    (documents, who, where) =>
      eachWorkspace(decideWell(documents, who, where), ({ bounds, explanation }) => {
        const set = explanation.flatMap((line) => line.bounds ?? [])
        const loosest = (key: 'idleMinutes' | 'lengthMinutes' | 'sessions') =>
          set.every((one) => one[key] === undefined)
            ? bounds[key]
            : Math.max(...set.map((one) => one[key] ?? Number.NEGATIVE_INFINITY))
        return { bounds: { ...bounds, idleMinutes: loosest('idleMinutes'), sessions: loosest('sessions') } }
      }),
  ],
  [
    'of two limits only the first takes its rights',
    oneMoreLimit,
    (documents, who, where) => {
      // The last document is the first one that was not there: the mistake shows when it comes in front.
      const limits = documents.filter(isOf('limit'))
      return decideWell(
        documents.filter((document) => !isOf('limit')(document) || document === limits.at(-1)),
        who,
        where,
      )
    },
  ],
  [
    'what two rules keep away is back',
    oneMoreLimit,
    (documents, who, where) => {
      const { rules: all } = loaded(documents)
      return eachWorkspace(decideWell(documents, who, where), ({ withheld, explanation }) => ({
        withheld: withheld.filter(({ app }) => {
          const by = all.filter(
            (rule) =>
              rule.effect === 'withhold' &&
              rule.apps.has(app) &&
              explanation.some((line) => line.document === `AccessRule/${rule.id}` && line.effect === 'takes'),
          )
          return by.length % 2 === 1
        }),
      }))
    },
  ],
  [
    'a denial of programs takes the place of another',
    oneMoreLimit,
    (documents, who, where) => {
      const denials = documents.filter(isOf('deny'))
      return decideWell(
        documents.filter((document) => !isOf('deny')(document) || document === denials.at(-1)),
        who,
        where,
      )
    },
  ],
  [
    'no grant at all opens everything',
    'one grant less never opens a workspace and never adds a right',
    (documents, who, where) =>
      documents.some(isOf('grant'))
        ? decideWell(documents, who, where)
        : eachWorkspace(decideWell(documents, who, where), () => ({ available: true })),
  ],
  [
    'where the environment is set up, the rest is trusted',
    'one environment rule more never opens a workspace and never adds a right',
    (documents, who, where) =>
      eachWorkspace(decideWell(documents, who, where), ({ explanation, rights: given }) =>
        explanation.some(({ document, effect }) => document.startsWith('EnvironmentRule/') && effect === 'gives')
          ? { rights: [...new Set([...given, 'download' as const])] }
          : {},
      ),
  ],
  [
    'a limit that cannot be evaluated does nothing',
    'what cannot be evaluated gives nothing and takes what it could take',
    (documents, who, where) =>
      decideWell(
        documents.map((document) => (isOf('limit')(document) ? document.replace(unevaluated, 'false') : document)),
        who,
        where,
      ),
  ],
  [
    'a grant that cannot be evaluated gives',
    'what cannot be evaluated gives nothing and takes what it could take',
    (documents, who, where) =>
      decideWell(
        documents.map((document) => (isOf('grant')(document) ? document.replace(unevaluated, 'true') : document)),
        who,
        where,
      ),
  ],
  [
    'of rules with the same effect the first in the file wins',
    'the order of documents never matters',
    (documents, who, where) => {
      const effectOf = (document: string) => /\neffect: (\w+)\n/.exec(document)?.[1]
      const first = (document: string) =>
        effectOf(document) === undefined || documents.find((one) => effectOf(one) === effectOf(document)) === document
      return decideWell(documents.filter(first), who, where)
    },
  ],
  [
    'every second answer is another one',
    'equal questions get equal answers',
    (() => {
      let odd = false
      return (documents, who, where) => {
        odd = !odd
        const resolution = decideWell(documents, who, where)
        return odd ? resolution : { ...resolution, outside: !resolution.outside }
      }
    })(),
  ],
]

test('each law has a violation that it catches', () => {
  assert.deepEqual(new Set(planted.map(([, law]) => law)), new Set(Object.keys(laws)))
})

for (const [violation, law, decide] of planted)
  test(`a planted violation is caught: ${violation}`, () => {
    const propertyOf = laws[law]
    assert.ok(propertyOf)
    // The same cases each time, because some of these are rare: that they are caught is no matter of luck.
    const search = { seed: 7, numRuns: 10_000, endOnFailure: true }
    const { failed, errorInstance } = fc.check(propertyOf(decide), search)
    assert.ok(failed)
    // By the law, and not because the mistake makes documents that nobody can load.
    assert.ok(errorInstance instanceof assert.AssertionError, String(errorInstance))
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
  const everything =
    'kind: AccessRule\neffect: grant\ntitle: { de: G, en: G }\nrights: [control, clipboard-in, clipboard-out]\n'
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
  'session.running && session.minutes >= 45',
  'session.running && session.minutes != 61 && session.minutes < 400',
  '!session.running || session.minutes % 7 < 3',
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
    .map(
      ([when, given]) =>
        `kind: AccessRule\neffect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrights: [${given.join(', ')}]\n`,
    ),
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
      configurationOf([
        `kind: AccessRule\neffect: grant\ntitle: { de: G, en: G }\nwhen: '${when}'\nrights: [control]\n`,
      ]),
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
