import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Absent, Actor } from './actor.ts'
import { contest } from './contest.ts'
import { type DecisionOutcome, decide } from './decide.ts'
import { passPeriod, passTime } from './pass-time.ts'
import * as town from './testing-programme.ts'
import { withdraw } from './withdraw.ts'

/** The table of the step machine goes on: who stands in, who is of two bodies, and what time does. */

const outcomes: readonly DecisionOutcome[] = ['approved', 'rejected', 'returned', 'consented', 'objected']
const asked = town.filed().steps.filter(({ task }) => task !== 'inform')
const openAt = (body: string) => town.walked(town.filed(), body).request
const member = (body: string): Actor & Absent => town.members[body] ?? assert.fail(`nobody is ${body}`)
const stranger = town.others.colleague ?? assert.fail()
/** The groups of those who were elected to stand in for members of a body; none where anybody may. */
function electedFor(body: string): string[] {
  const deputies = town.bodies[body]?.deputies
  return deputies === undefined || deputies === 'anybody' ? [] : [deputies.group]
}
const isElected = (body: string) => electedFor(body).length > 0
const fits = (step: RequestStep, outcome: DecisionOutcome) =>
  (step.task === 'opinion') === (outcome === 'consented' || outcome === 'objected')

function attempt(request: TeleworkRequest, actor: Actor, step: number, outcome: DecisionOutcome) {
  const reasons = { reason: town.longReason, alternatives: 'Nur ein Tag.' }
  const result = decide(request, town.decision(actor, request, { step, outcome, ...reasons }))
  return result.ok ? 'taken' : result.code
}

describe('whoever stands in', () => {
  /** Each row is somebody who stands in, and for which bodies she may act by it. */
  const rows: [string, (body: string) => Actor, (step: string, body: string) => boolean][] = [
    [
      'a stranger for a member',
      (body) => ({ ...stranger, standsInFor: [member(body)] }),
      (step, body) => step === body && !isElected(step),
    ],
    [
      'somebody who was elected to stand in for a member',
      (body) => ({ ...stranger, groups: electedFor(body), standsInFor: [member(body)] }),
      (step, body) => step === body,
    ],
    [
      'somebody who was elected to stand in elsewhere, for a member',
      (body) => ({
        ...stranger,
        groups: asked.map((step) => step.body).flatMap((other) => (other === body ? [] : electedFor(other))),
        standsInFor: [member(body)],
      }),
      (step, body) => step === body && !isElected(step),
    ],
    [
      'a stranger for two members',
      (body) => ({ ...stranger, standsInFor: [member(body), member('it')] }),
      (step, body) => (step === body && !isElected(step)) || step === 'it',
    ],
    [
      'a stranger for a member, through a deputy who is away as well',
      (body) => ({ ...stranger, standsInFor: [{ ...member(body), through: [town.idOf(77)] }] }),
      (step, body) => step === body && !isElected(step),
    ],
    [
      'a stranger for a member, through the person herself',
      (body) => ({ ...stranger, standsInFor: [{ ...member(body), through: [town.idOf(77), town.subject.id] }] }),
      () => false,
    ],
    [
      'the person herself for a member',
      (body) => ({ ...(town.others.herself ?? assert.fail()), standsInFor: [member(body)] }),
      () => false,
    ],
    [
      'a member for the person herself',
      (body) => ({ ...member(body), standsInFor: [{ ...(town.others.herself ?? assert.fail()) }] }),
      (step, body) => step === body,
    ],
  ]
  for (const [who, actorFor, may] of rows)
    test(`${who} takes exactly the steps that are theirs`, () => {
      let tried = 0
      for (const { body: represented } of asked)
        for (const { body: open } of asked) {
          const request = openAt(open)
          for (const step of request.steps)
            for (const outcome of outcomes) {
              const can = step.state === 'open' && may(step.body, represented) && fits(step, outcome)
              const word = attempt(request, actorFor(represented), step.number, outcome)
              assert.equal(
                word === 'taken',
                can,
                `for ${represented}, open at ${open}: ${outcome} of ${step.body}: ${word}`,
              )
              tried += 1
            }
        }
      assert.ok(tried > 2_000, String(tried))
    })
})

describe('whoever is of two bodies', () => {
  const both = (one: string, other: string): Actor => {
    const [first, second] = [member(one), member(other)]
    return {
      ...first,
      id: town.idOf(70),
      // The head of the department is one of the department.
      department: [first, second].some(({ roles }) => roles.includes('head-of-department'))
        ? 'social'
        : first.department,
      roles: [...first.roles, ...second.roles],
      groups: [...first.groups, ...second.groups],
      managesSubject: first.managesSubject || second.managesSubject,
    }
  }
  const pairs = asked.flatMap((one, at) => asked.slice(at + 1).map((other) => [one.body, other.body] as const))

  for (const [one, other] of pairs)
    test(`takes the step of ${one} or that of ${other}, and never both in one round`, () => {
      const actor = both(one, other)
      const request = openAt(one)
      const [first, second] = [one, other].map(
        (body) => request.steps.find((step) => step.body === body) ?? assert.fail(),
      ) as [RequestStep, RequestStep]
      const word = first.task === 'opinion' ? 'consented' : 'approved'
      assert.equal(attempt(request, actor, first.number, word), 'taken')
      const after = town.good(
        decide(request, town.decision(actor, request, { step: first.number, outcome: word })),
      ).request
      // Whatever others do until it is the turn of the other body, and if she stands in for its member besides.
      const there = after.steps[second.number]?.state === 'open' ? after : town.walked(after, other).request
      for (const outcome of outcomes)
        for (const again of [actor, { ...actor, standsInFor: [member(other)] }])
          assert.equal(attempt(there, again, second.number, outcome), 'decided-before', outcome)
      const skipped = openAt(other)
      const good = second.task === 'opinion' ? 'consented' : 'approved'
      assert.equal(attempt(skipped, actor, second.number, good), 'taken', 'she may keep to the other one')
    })

  test('those were all pairs', () => assert.equal(pairs.length, (asked.length * (asked.length - 1)) / 2))
})

describe('time', () => {
  const later = (days: number) => new Date(Date.parse(town.at) + days * 86_400_000).toISOString()
  const dateLater = (days: number) => later(days).slice(0, 10)
  const rejected = () => {
    const open = openAt('head-of-department')
    const decision = town.decision(member('head-of-department'), open, {
      outcome: 'rejected',
      reason: town.longReason,
      alternatives: 'Ein Tag.',
    })
    return town.good(decide(open, decision)).request
  }
  const returned = () => {
    const open = town.filed()
    const decision = town.decision(member('line-manager'), open, { outcome: 'returned', reason: 'Bitte kürzer.' })
    return town.good(decide(open, decision)).request
  }
  const objection = { at: town.at, today: town.today, dateOf: town.dateOf, actor: town.subject, reason: 'Doch.' }
  const situations: Readonly<Record<string, TeleworkRequest>> = {
    ...Object.fromEntries(asked.map(({ body }) => [body, openAt(body)])),
    returned: returned(),
    rejected: rejected(),
    contested: town.good(contest(rejected(), objection)).request,
    approved: town.walked(town.filed()).request,
    withdrawn: town.good(withdraw(town.filed(), { at: town.at, actor: town.subject })).request,
  }

  /**
   * By hand: what is recorded by time, and when, in days. A step that others wait beside has its own deadlines; so each
   * row names what time does to the whole request in this situation.
   */
  const table: Readonly<Record<string, readonly (readonly [days: number, what: string])[]>> = {
    // Reminded of, and passed on to the head of the department, who decides later anyway: so her turn begins then.
    'line-manager': [
      [3, 'reminded line-manager'],
      [7, 'escalated line-manager'],
    ],
    // The representative is reminded of only; silence of the equal opportunity officer is consent.
    'severely-disabled': [
      [3, 'reminded severely-disabled, reminded equal-opportunity'],
      [7, 'reminded severely-disabled, lapsed equal-opportunity'],
    ],
    'equal-opportunity': [
      [3, 'reminded equal-opportunity'],
      [7, 'lapsed equal-opportunity'],
    ],
    'head-of-department': [
      [7, 'reminded head-of-department'],
      [14, 'reminded head-of-department'],
    ],
    personnel: [
      [7, 'reminded personnel, reminded occupational-safety, reminded data-protection'],
      [14, 'reminded personnel, reminded occupational-safety, reminded data-protection'],
    ],
    'occupational-safety': [
      [7, 'reminded occupational-safety, reminded data-protection'],
      [14, 'reminded occupational-safety, reminded data-protection'],
    ],
    'data-protection': [
      [7, 'reminded data-protection'],
      [14, 'reminded data-protection'],
    ],
    it: [
      [7, 'reminded it'],
      [14, 'reminded it'],
    ],
    returned: [
      [30, 'reminded'],
      [60, 'withdrawn'],
    ],
    contested: [
      [15, 'reminded'],
      [30, 'reminded'],
    ],
    rejected: [],
    approved: [],
    withdrawn: [],
  }

  for (const [situation, request] of Object.entries(situations))
    test(`does to a request at ${situation} exactly what the table says, when it says so, and once`, () => {
      const happened: (readonly [number, string])[] = []
      // What opens by it has time of its own, which the row of that step tells.
      const began = new Set(request.steps.filter(({ state }) => state === 'open').map(({ number }) => number))
      let now = request
      for (let day = 0; day <= 120; day++) {
        const passed = passTime(now, later(day), town.terms)
        if (passed === null) continue
        assert.equal(passed.agreement, null, 'time approves nothing')
        const words = passed.records
          .filter(({ step, outcome }) => outcome !== 'informed' && (step === null || began.has(step)))
          .map(({ step, outcome }) => [outcome, ...(step === null ? [] : [now.steps[step]?.body])].join(' '))
        if (words.length > 0) happened.push([day, words.join(', ')])
        for (const { by, as, outcome } of passed.records)
          assert.ok(by === null && (as === 'time' || outcome === 'informed'), `${as} ${outcome}`)
        now = passed.request
        assert.equal(passTime(now, later(day), town.terms), null, 'twice')
      }
      assert.deepEqual(happened, table[situation])
      const decided = now.steps.filter(({ task, state }) => task === 'decide' && state === 'done')
      const before = request.steps.filter(({ task, state }) => task === 'decide' && state === 'done')
      assert.equal(decided.length, before.length, 'no decision is taken by silence')
    })

  test('ends what nobody decided on when all of its time is over, and nothing else', () => {
    const last = town.fullApplication.until
    for (const [situation, request] of Object.entries(situations)) {
      assert.equal(passPeriod(request, later(999), last), null, `${situation}, on the last day`)
      const passed = passPeriod(request, later(999), dateLater(999))
      assert.equal(passed !== null, request.state === 'open', situation)
      if (passed === null) continue
      assert.deepEqual([passed.request.state, passed.agreement], ['withdrawn', null])
      assert.equal(passPeriod(passed.request, later(999), dateLater(999)), null, 'twice')
    }
  })
})
