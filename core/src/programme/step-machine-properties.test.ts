import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChainStage, ChainStep } from '@nahtlos/contract/configuration/programme'
import { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import fc from 'fast-check'
import { type Actor, partsOf } from './actor.ts'
import { contest, decideContest } from './contest.ts'
import { contestBodies } from './contest-bodies.ts'
import { decide } from './decide.ts'
import { correct, fileRequest } from './file-request.ts'
import { partOf } from './part-of.ts'
import { passTime } from './pass-time.ts'
import { stepSeenAs } from './shown-steps.ts'
import type { StepTaken } from './step-result.ts'
import * as town from './testing-programme.ts'
import { viewRequest } from './view-request.ts'
import { withdraw } from './withdraw.ts'

const bodies = Object.keys(town.members)
const step = fc
  .record({
    body: fc.constantFrom(...bodies),
    task: fc.constantFrom('approve', 'approve', 'decide', 'opinion', 'inform'),
    late: fc.constantFrom('remind', 'consent', 'escalate'),
    binding: fc.boolean(),
    confidential: fc.boolean(),
    days: fc.integer({ min: 1, max: 20 }),
    escalateTo: fc.constantFrom(...bodies),
  } as const)
  .map(({ escalateTo, ...rest }) =>
    ChainStep.parse({
      ...rest,
      confidential: rest.confidential && rest.task === 'opinion',
      late: rest.late === 'consent' && rest.task !== 'opinion' ? 'remind' : rest.late,
      ...(rest.late === 'escalate' ? { escalateTo } : {}),
    }),
  )
const chains: fc.Arbitrary<ChainStage[]> = fc.array(
  fc.oneof(
    step,
    fc.array(step, { minLength: 2, maxLength: 3 }).map((parallel) => ({ parallel })),
  ),
  { minLength: 1, maxLength: 4 },
)
const actors: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...Object.values(town.members)) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.values(town.others)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...Object.values({ ...town.members, ...town.others })),
        fc.subarray(Object.values(town.members)),
      )
      .map(([actor, standsInFor]) => ({ ...actor, standsInFor })),
  },
)
const events = fc.array(
  fc.record({
    actor: actors,
    // Mostly whoever's turn it is, so that requests get somewhere.
    own: fc.constantFrom(true, true, true, false),
    what: fc.constantFrom('decide', 'decide', 'decide', 'decide', 'withdraw', 'correct', 'contest', 'judge', 'time'),
    outcome: fc.constantFrom('approved', 'approved', 'approved', 'approved', 'rejected', 'returned', 'objected'),
    granted: fc.boolean(),
    days: fc.integer({ min: 0, max: 15 }),
    pick: fc.nat({ max: 8 }),
  } as const),
  { maxLength: 40 },
)

/** Whatever happens in whatever order: runs it, and hands every step that was taken to `look`. */
function run(
  look: (before: TeleworkRequest | null, taken: StepTaken) => void,
  numRuns: number,
): { agreements: number; steps: number } {
  let [agreements, steps] = [0, 0]
  fc.assert(
    fc.property(chains, events, (chain, happenings) => {
      const refusal = { ...town.rules.refusal, contestEscalateTo: 'staff-council' }
      const rules = { ...town.rules, chain, refusal }
      const start = fileRequest(town.filing({ rules }))
      if (!start.ok) return
      let request = start.request
      let now = Date.parse(town.at)
      look(null, start)
      for (const { actor, own, what, outcome, granted, days, pick } of happenings) {
        now += days * 43_200_000
        const at = new Date(now).toISOString()
        const today = at.slice(0, 10)
        const open = request.steps.filter(({ state }) => state === 'open')
        const turn = open[pick % Math.max(1, open.length)]
        const who = own && turn !== undefined ? (town.members[turn.body] ?? actor) : actor
        const person = actor.id === town.subject.id || own ? town.subject : actor
        const results = {
          decide: () =>
            decide(
              request,
              town.decision(who, request, {
                at,
                step: turn?.number ?? pick,
                outcome: turn?.task === 'opinion' && outcome !== 'objected' ? 'consented' : outcome,
                reason: town.longReason,
                alternatives: 'Ein Tag.',
              }),
            ),
          withdraw: () => (pick === 0 ? withdraw(request, { at, actor: person }) : null),
          correct: () => correct(request, town.filing({ at, rules, person: { ...person, department: 'social' } })),
          contest: () => contest(request, { at, today, dateOf: town.dateOf, actor: person, reason: 'Doch.' }),
          judge: () =>
            decideContest(request, {
              at,
              actor: own ? (town.members.personnel ?? actor) : actor,
              bodies: town.bodies,
              outcome: granted ? 'contest-granted' : 'contest-dismissed',
              reason: town.longReason,
              alternatives: 'Ein Tag.',
              fitsQuota: true,
              terms: town.terms,
            }),
          time: () => passTime(request, at, town.terms),
        }
        const result = results[what]()
        if (result === null || !result.ok) continue
        look(request, result)
        steps += 1
        if (result.agreement !== null) agreements += 1
        request = TeleworkRequest.parse(result.request)
      }
    }),
    { numRuns },
  )
  return { agreements, steps }
}

test('no agreement comes about without the deciding approval by somebody of a body that decides, in the last round', () => {
  const { agreements } = run((_, { request, agreement }) => {
    if (agreement === null) {
      assert.notEqual(request.state, 'approved')
      return
    }
    assert.equal(request.state, 'approved')
    const deciding = request.steps.filter(({ task }) => task === 'decide')
    assert.ok(deciding.length > 0, 'somebody decides')
    for (const { number } of deciding)
      assert.ok(
        request.records.some(
          ({ step, round, outcome, by }) =>
            step === number &&
            round === request.round &&
            by !== null &&
            (outcome === 'approved' || outcome === 'contest-granted'),
        ),
        'a deciding step without its approval',
      )
    assert.ok(request.steps.every(({ state }) => state === 'done' || state === 'skipped'))
  }, 3000)
  assert.ok(agreements > 100, `only ${agreements} agreements came about`)
})

test('nobody acts on her own request but as the person, and nobody takes two steps of one round', () => {
  const { steps } = run((_, { request }) => {
    const acts = request.records.filter(({ by, as }) => by !== null && as !== 'person')
    assert.ok(acts.every(({ by, onBehalfOf }) => by?.id !== town.subject.id && onBehalfOf?.id !== town.subject.id))
    for (const round of new Set(acts.map((record) => record.round))) {
      const steps = acts.filter((record) => record.round === round)
      for (const one of steps)
        for (const other of steps) {
          if (one === other || one.by?.id !== other.by?.id) continue
          const upheld = [one, other].some(({ outcome }) => outcome === 'contest-granted')
          assert.ok(upheld && one.as === other.as, 'two steps by one person in two parts')
        }
    }
  }, 2000)
  assert.ok(steps > 800, `only ${steps} steps were taken`)
})

test('records are only ever added, final states are left only by an objection, and an open request waits for somebody', () => {
  run((before, { request, records }) => {
    if (before !== null) assert.deepEqual(request.records.slice(0, -records.length || undefined), before.records)
    if (before?.state === 'approved' || before?.state === 'withdrawn') assert.fail(`${before.state} was left`)
    if (before?.state === 'rejected') assert.equal(request.state, 'contested')
    assert.equal(
      request.state === 'open',
      request.steps.some(({ state }) => state === 'open'),
    )
  }, 1500)
})

test('what time does is done once, and never approves anything', () => {
  run((_, { request }) => {
    const at = '2027-01-01T00:00:00.000Z'
    let now = request
    for (let turn = 0; turn < 20; turn += 1) {
      const passed = passTime(now, at, town.terms)
      if (passed === null) return
      assert.ok(passed.records.every(({ outcome }) => outcome !== 'approved'))
      now = passed.request
    }
    assert.fail('time never came to rest')
  }, 500)
})

test('nobody sees what is confidential or sealed but those whom it concerns', () => {
  const everybody = { ...town.members, ...town.others }
  run((_, { request }) => {
    for (const actor of Object.values(everybody)) {
      const view = viewRequest(request, {
        actor,
        bodies: town.bodies,
        today: town.today,
        dateOf: town.dateOf,
        departmentTitle: { de: 'S', en: 'S' },
      })
      if (view === null || actor.id === town.subject.id) continue
      const parts = partsOf(actor, request.person, town.bodies)
      const actedAs = new Set(request.records.filter(({ by }) => by?.id === actor.id).map(({ as }) => as))
      const isHers = (body: string) => parts.has(body) || actedAs.has(body)
      // Whoever decides considers what was said in confidence, from the opening of her step and not before.
      const decides = (stage: number) =>
        request.steps.some(
          ({ task, state, body, stage: at }) => task === 'decide' && at > stage && state !== 'later' && isHers(body),
        )
      const judges = request.state === 'contested' && contestBodies(request).some(isHers)
      const reader = { actor, bodies: town.bodies }
      const own = view.steps.map(({ number }) => request.steps[stepSeenAs(request, reader, number)] ?? assert.fail())
      for (const { confidential, body, stage, state, escalated, escalateTo } of own)
        assert.ok(
          !confidential ||
            isHers(body) ||
            (escalated && escalateTo !== null && isHers(escalateTo)) ||
            (state === 'done' && (decides(stage) || judges)),
        )
      // What is hidden leaves no hole: not in the numbers, not in the stages, not beside the records.
      assert.deepEqual(
        view.steps.map(({ number }) => number),
        [...view.steps.keys()],
      )
      const stages = [...new Set(view.steps.map(({ stage }) => stage))]
      assert.deepEqual(stages, [...stages.keys()])
      assert.deepEqual(
        view.steps.map(({ body, state }) => [body, state]),
        own.map(({ body, state }) => [body, state]),
      )
      for (const { step, round } of view.records)
        assert.ok(step === null || (round === view.round && step < view.steps.length))
      const asked = view.yours.map((number) => own[number])
      assert.ok(asked.every((step) => step?.state === 'open' && partOf(step, parts) !== undefined))
      const refuses =
        view.may.includes('decide-contest') ||
        view.steps.some(({ number, task }) => view.yours.includes(number) && task !== 'opinion')
      if (!refuses) assert.equal(view.detailedReasons, null)
      const asks = (body: string) => parts.has(body)
      if (view.application.familyDuties !== null) assert.ok(asks('personnel') || asks('equal-opportunity'))
      if (view.application.representative !== null) assert.ok(asks('severely-disabled'))
    }
  }, 300)
})
