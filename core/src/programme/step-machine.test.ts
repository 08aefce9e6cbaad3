import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Absent, Actor } from './actor.ts'
import { contest, contestUntil, decideContest } from './contest.ts'
import { type DecisionOutcome, decide } from './decide.ts'
import { correct, fileRequest } from './file-request.ts'
import { nextDeadline, passTime } from './pass-time.ts'
import type { StepResult } from './step-result.ts'
import * as town from './testing-programme.ts'
import { viewRequest } from './view-request.ts'
import { withdraw } from './withdraw.ts'

/** Everything that can be done to a request, by the word for it. */
const events: Readonly<Record<string, (request: TeleworkRequest, actor: Actor, step: number) => StepResult>> = {
  ...Object.fromEntries(
    (['approved', 'rejected', 'returned', 'consented', 'objected'] as const).map((outcome: DecisionOutcome) => [
      outcome,
      (request: TeleworkRequest, actor: Actor, step: number) =>
        decide(
          request,
          town.decision(actor, request, { step, outcome, reason: town.longReason, alternatives: 'Nur ein Tag.' }),
        ),
    ]),
  ),
  withdraw: (request, actor) => withdraw(request, { at: town.at, actor }),
  correct: (request, actor) =>
    correct(request, town.filing({ person: { ...actor, department: 'social' }, application: town.fullApplication })),
  contest: (request, actor) =>
    contest(request, { at: town.at, today: town.today, dateOf: town.dateOf, actor, reason: 'Ich sehe das anders.' }),
  ...Object.fromEntries(
    (['contest-granted', 'contest-dismissed'] as const).map((outcome) => [
      outcome,
      (request: TeleworkRequest, actor: Actor) =>
        decideContest(request, {
          at: town.at,
          actor,
          bodies: town.bodies,
          outcome,
          reason: town.longReason,
          alternatives: 'Nur ein Tag.',
          fitsQuota: true,
          terms: town.terms,
        }),
    ]),
  ),
}

const everybody: Readonly<Record<string, Actor>> = { ...town.members, ...town.others }
const bodiesOfChain = town.filed().steps.map(({ body }) => body)
const member = (body: string): Actor & Absent => {
  const actor = town.members[body]
  assert.ok(actor, `nobody is ${body}`)
  return actor
}
const rejectedBy = (body: string): TeleworkRequest => {
  const { request } = town.walked(town.filed(), body)
  const step = request.steps.find((one) => one.body === body)?.number ?? 0
  return town.good(events.rejected?.(request, member(body), step) ?? assert.fail()).request
}

/** Requests in every state that a request can be in, at every step that can be open. */
const situations: Readonly<Record<string, TeleworkRequest>> = {
  ...Object.fromEntries(
    town
      .filed()
      .steps.filter(({ task }) => task !== 'inform')
      .map(({ body }) => [`open at ${body}`, town.walked(town.filed(), body).request]),
  ),
  returned: town.good(events.returned?.(town.filed(), member('line-manager'), 0) ?? assert.fail()).request,
  rejected: rejectedBy('head-of-department'),
  contested: town.good(
    events.contest?.(rejectedBy('head-of-department'), everybody.herself ?? assert.fail(), 0) ?? assert.fail(),
  ).request,
  approved: town.walked(town.filed()).request,
  withdrawn: town.good(withdraw(town.filed(), { at: town.at, actor: town.subject })).request,
}

/** What may happen, written down by hand: who may do what in which situation. Everything else is refused. */
function expected(situation: string, event: string, who: string, step: TeleworkRequest['steps'][number]): boolean {
  const [state, body] = situation.startsWith('open at ') ? ['open', situation.slice(8)] : [situation, null]
  if (who === 'herself') {
    if (event === 'withdraw') return ['open', 'returned', 'contested'].includes(state ?? '')
    if (event === 'correct') return state === 'returned'
    return event === 'contest' && state === 'rejected'
  }
  if (event === 'contest-granted' || event === 'contest-dismissed') return state === 'contested' && who === 'personnel'
  if (state !== 'open' || step.state !== 'open' || who !== step.body || body === null) return false
  if (step.task === 'opinion') return event === 'consented' || event === 'objected'
  return event === 'approved' || event === 'rejected' || event === 'returned'
}

describe('the step machine: every step, every event, every role', () => {
  let tried = 0
  for (const [situation, request] of Object.entries(situations)) {
    test(`a request that is ${situation} takes exactly what the table says`, () => {
      for (const step of request.steps)
        for (const [event, happen] of Object.entries(events))
          for (const [who, actor] of Object.entries(everybody)) {
            const result = happen(request, actor, step.number)
            const word = result.ok ? 'taken' : result.code
            assert.equal(result.ok, expected(situation, event, who, step), `${step.body}: ${event} by ${who}: ${word}`)
            tried += 1
          }
    })
  }
  test('that were thousands of combinations', () => assert.ok(tried > 10_000, String(tried)))
})

test('to whom a request is not shown, it does not exist, whatever she does to it', () => {
  let hidden = 0
  for (const [situation, request] of Object.entries(situations))
    for (const [who, actor] of Object.entries(everybody)) {
      const view = viewRequest(request, {
        actor,
        bodies: town.bodies,
        today: town.today,
        dateOf: town.dateOf,
        departmentTitle: { de: 'S', en: 'S' },
      })
      for (const step of request.steps)
        for (const [event, happen] of Object.entries(events)) {
          const result = happen(request, actor, step.number)
          if (view !== null) continue
          hidden += 1
          assert.equal(result.ok || result.code, 'not-found', `${situation}: ${event} of step ${step.body} by ${who}`)
        }
    }
  assert.ok(hidden > 1_000, `only ${hidden} times the request was hidden`)
})

test('whoever had a request before her when it was withdrawn is told so, whoever came later never hears of it', () => {
  const walked = town.walked(town.filed(), 'head-of-department').request
  const withdrawn = town.good(withdraw(walked, { at: town.at, actor: town.subject })).request
  const pressed = (body: string) => {
    const step = withdrawn.steps.find((one) => one.body === body)?.number ?? assert.fail()
    const result = decide(withdrawn, town.decision(member(body), withdrawn, { step }))
    return result.ok || result.code
  }
  assert.deepEqual(['line-manager', 'head-of-department', 'it'].map(pressed), [
    'step-passed',
    'step-passed',
    'not-found',
  ])
})

test('whoever sat beside the one that refused is told that somebody was faster', () => {
  const rejected = rejectedBy('personnel')
  const beside = decide(rejected, town.decision(member('data-protection'), rejected, { step: 7 }))
  assert.equal(beside.ok || beside.code, 'step-passed')
  const later = decide(rejected, town.decision(member('it'), rejected, { step: 8 }))
  assert.equal(later.ok || later.code, 'not-found')
})

test('the standard chain has all bodies in order, those in parallel at the same stage', () => {
  assert.deepEqual(bodiesOfChain, [
    'line-manager',
    'severely-disabled',
    'equal-opportunity',
    'staff-council',
    'head-of-department',
    'personnel',
    'occupational-safety',
    'data-protection',
    'it',
  ])
  assert.deepEqual(
    town.filed().steps.map(({ stage }) => stage),
    [0, 1, 1, 1, 2, 3, 3, 3, 4],
  )
})

test('where a body has nobody besides the person, another acts instead, and whoever files hears what is missing', () => {
  const alone = { ...town.deciders, 'head-of-department': [], personnel: [town.idOf(4), town.idOf(40)] }
  const request = town.filed({ deciders: alone, application: town.application() })
  assert.deepEqual(
    request.steps.filter(({ task }) => task === 'decide').map(({ body }) => body),
    ['personnel'],
  )
  const missing = fileRequest(town.filing({ deciders: { ...town.deciders, it: [] }, application: town.application() }))
  assert.deepEqual(missing.ok || [missing.code, missing.fields.map(({ message }) => message.de)], [
    'no-approver',
    ['niemand ist frei als IT'],
  ])
  const undecidable = fileRequest(
    town.filing({
      rules: { ...town.rules, chain: ['line-manager'] },
      deciders: { 'line-manager': [town.idOf(2)] },
      application: town.application(),
    }),
  )
  assert.equal(undecidable.ok || undecidable.code, 'no-approver', 'nobody could decide on an objection')
})

test('a correction stays what it was, and follows the rules of now', () => {
  const returned = situations.returned ?? assert.fail()
  const other = correct(returned, town.filing({ application: town.application({ type: 'mobile-work', week: [] }) }))
  assert.equal(other.ok || other.code, 'outside-programme-limits')
  const refusal = { ...town.rules.refusal, contestDays: 14, detailedLength: 10 }
  const { request } = town.good(correct(returned, town.filing({ rules: { ...town.rules, refusal } })))
  assert.deepEqual([request.contest.days, request.detailedLength], [14, 10])
})

test('what is not needed is not asked: no high protection need, no family duties, no representative', () => {
  assert.deepEqual(
    town.filed({ application: town.application() }).steps.map(({ body }) => body),
    ['line-manager', 'staff-council', 'head-of-department', 'personnel', 'occupational-safety', 'it'],
  )
})

test('steps side by side wait for each other, and who is only informed holds up nobody', () => {
  let request = town.walked(town.filed(), 'severely-disabled').request
  const open = () => request.steps.filter(({ state }) => state === 'open').map(({ body }) => body)
  assert.deepEqual(open(), ['severely-disabled', 'equal-opportunity'])
  assert.ok(request.records.some(({ as, outcome }) => as === 'staff-council' && outcome === 'informed'))
  const second = request.steps.find(({ body }) => body === 'equal-opportunity')?.number ?? 0
  request = town.good(
    decide(request, town.decision(member('equal-opportunity'), request, { step: second, outcome: 'consented' })),
  ).request
  assert.deepEqual(open(), ['severely-disabled'])
  request = town.good(
    decide(
      request,
      town.decision(member('severely-disabled'), request, { outcome: 'objected', reason: 'Bitte anders.' }),
    ),
  ).request
  assert.deepEqual(open(), ['head-of-department'], 'an objection that does not bind does not stop the request')
})

test('whoever decides sees what was said in confidence before, from her step on; those who only make it work do not', () => {
  let request = town.walked(town.filed(), 'severely-disabled').request
  const words = 'Bitte ein anderer Tag.'
  request = town.good(
    decide(request, town.decision(member('severely-disabled'), request, { outcome: 'objected', reason: words })),
  ).request
  const sees = (body: string) =>
    JSON.stringify(
      viewRequest(request, {
        actor: member(body),
        bodies: town.bodies,
        today: town.today,
        dateOf: town.dateOf,
        departmentTitle: { de: 'S', en: 'S' },
      }),
    ).includes(words)
  assert.deepEqual(['line-manager', 'equal-opportunity', 'head-of-department'].map(sees), [false, false, false])
  request = town.walked(request, 'head-of-department').request
  assert.deepEqual(['line-manager', 'equal-opportunity', 'head-of-department'].map(sees), [false, false, true])
  request = town.walked(request, 'it').request
  assert.deepEqual(['personnel', 'it', 'head-of-department'].map(sees), [false, false, true])
})

test('a binding objection stops the request', () => {
  const chain = [{ body: 'staff-council', task: 'opinion', binding: true }, 'head-of-department']
  const rules = { ...town.rules, chain: town.programme({ chain } as never).chain ?? [] }
  const request = town.filed({ rules })
  const { request: after } = town.good(
    decide(request, town.decision(member('staff-council'), request, { outcome: 'objected', reason: 'Nein.' })),
  )
  assert.equal(after.state, 'rejected')
})

test('a rejection has reasons; where family duties were named they are detailed and name what was examined', () => {
  const reject = (more: object, application = town.fullApplication) => {
    const request = town.filed({ application })
    const result = decide(request, town.decision(member('line-manager'), request, { outcome: 'rejected', ...more }))
    return result.ok ? 'taken' : result.code
  }
  assert.equal(reject({ reason: ' ' }), 'reason-required')
  assert.equal(reject({ reason: 'Kurz.' }, town.application()), 'taken')
  assert.equal(reject({ reason: 'Kurz.', alternatives: 'Ein Tag.' }), 'detailed-reason-required')
  assert.equal(reject({ reason: town.longReason }), 'detailed-reason-required')
  assert.equal(reject({ reason: town.longReason, alternatives: 'Ein Tag.' }), 'taken')
})

test('a returned request comes back whole: everybody is asked anew, by a new round', () => {
  const { request } = town.walked(town.filed(), 'head-of-department')
  const back = town.good(
    decide(
      request,
      town.decision(member('head-of-department'), request, { outcome: 'returned', reason: 'Bitte kürzer.' }),
    ),
  ).request
  assert.equal(back.state, 'returned')
  const again = town.good(correct(back, town.filing({ application: town.application() }))).request
  assert.deepEqual([again.state, again.round, again.steps.length], ['open', 2, 6])
  const late = decide(again, town.decision(member('line-manager'), again, { round: 1 }))
  assert.equal(late.ok || late.code, 'step-passed', 'a decision on what was filed before does not count')
  assert.equal(town.walked(again).request.state, 'approved', 'who took a step of the first round takes it again')
})

test('an objection that is granted lets the request go on from the step that was refused', () => {
  const contested = situations.contested ?? assert.fail()
  const { request } = town.good(events['contest-granted']?.(contested, member('personnel'), 0) ?? assert.fail())
  assert.equal(request.state, 'open')
  assert.equal(request.steps.find(({ body }) => body === 'head-of-department')?.state, 'done')
  assert.deepEqual(
    request.steps.filter(({ state }) => state === 'open').map(({ body }) => body),
    ['personnel', 'occupational-safety', 'data-protection'],
  )
})

test('an objection comes in time and once; a dismissed one is the end', () => {
  const rejected = rejectedBy('line-manager')
  const late = contest(rejected, {
    at: town.at,
    today: '2026-04-02',
    dateOf: town.dateOf,
    actor: town.subject,
    reason: 'Doch.',
  })
  assert.equal(late.ok || late.code, 'step-passed')
  const wordless = contest(rejected, {
    at: town.at,
    today: town.today,
    dateOf: town.dateOf,
    actor: town.subject,
    reason: ' ',
  })
  assert.equal(wordless.ok || wordless.code, 'reason-required')
  const contested = town.good(
    contest(rejected, { at: town.at, today: '2026-04-01', dateOf: town.dateOf, actor: town.subject, reason: 'Doch.' }),
  )
  const { request } = town.good(
    events['contest-dismissed']?.(contested.request, member('personnel'), 0) ?? assert.fail(),
  )
  assert.equal(request.state, 'rejected')
  const again = contest(request, {
    at: town.at,
    today: town.today,
    dateOf: town.dateOf,
    actor: town.subject,
    reason: 'Noch einmal.',
  })
  assert.equal(again.ok || again.code, 'step-passed')
})

test('the time for an objection is counted in the dates of the city', () => {
  const at = '2026-03-02T23:30:00.000Z'
  const rejected = town.good(
    decide(
      town.filed(),
      town.decision(member('line-manager'), town.filed(), {
        at,
        outcome: 'rejected',
        reason: town.longReason,
        alternatives: 'Ein Tag.',
      }),
    ),
  ).request
  // In Berlin it was the 3rd already.
  assert.equal(contestUntil(rejected, town.dateOf), '2026-04-02')
})

test('somebody who stands in acts in the part of the absent one, and the record says for whom', () => {
  const request = town.filed()
  const deputy: Actor = { ...(town.others.colleague ?? assert.fail()), standsInFor: [member('line-manager')] }
  const { records } = town.good(decide(request, town.decision(deputy, request)))
  assert.deepEqual([records[0]?.by?.id, records[0]?.onBehalfOf?.id], [town.idOf(13), town.idOf(2)])
})

describe('time', () => {
  const later = (days: number) => new Date(Date.parse(town.at) + days * 86_400_000).toISOString()

  test('reminds once, and passes a late step on to the body that decides later anyway', () => {
    const request = town.filed()
    assert.equal(passTime(request, later(2), town.terms), null)
    const reminded = passTime(request, later(3), town.terms)?.request ?? assert.fail()
    assert.equal(reminded.records.at(-1)?.outcome, 'reminded')
    assert.equal(passTime(reminded, later(4), town.terms), null)
    const passed = passTime(reminded, later(7), town.terms)?.request ?? assert.fail()
    assert.equal(passed.steps[0]?.state, 'skipped')
    assert.ok(passed.records.some(({ outcome }) => outcome === 'escalated'))
  })

  test('opens a late deciding step to another body, but never takes silence for its approval', () => {
    const chain = town.programme({
      chain: [{ body: 'head-of-department', task: 'decide', days: 5, late: 'escalate', escalateTo: 'personnel' }],
    } as never).chain
    const request = town.filed({ rules: { ...town.rules, chain: chain ?? [] } })
    const early = decide(request, town.decision(member('personnel'), request))
    assert.equal(early.ok || early.code, 'not-found')
    const late = passTime(request, later(6), town.terms)?.request ?? assert.fail()
    assert.equal(late.state, 'open')
    const done = town.good(decide(late, town.decision(member('personnel'), late)))
    assert.equal(done.records[0]?.as, 'personnel')
    assert.ok(done.agreement)
  })

  test('passes a late objection on as the rules say; then either body decides, and still no silence does', () => {
    const rules = { ...town.rules, refusal: { ...town.rules.refusal, contestEscalateTo: 'staff-council' } }
    const open = town.walked(town.filed({ rules }), 'head-of-department').request
    const rejected = town.good(
      decide(
        open,
        town.decision(member('head-of-department'), open, {
          outcome: 'rejected',
          reason: town.longReason,
          alternatives: 'Ein Tag.',
        }),
      ),
    ).request
    const contested = town.good(events.contest?.(rejected, everybody.herself ?? assert.fail(), 0) ?? assert.fail())
    const judged = (request: TeleworkRequest, who: string) => {
      const result = events['contest-granted']?.(request, member(who), 0) ?? assert.fail()
      return result.ok ? result.records[0]?.as : result.code
    }
    const reminded = passTime(contested.request, later(15), town.terms)?.request ?? assert.fail()
    assert.deepEqual(
      ['personnel', 'staff-council', 'it'].map((who) => judged(reminded, who)),
      ['personnel', 'not-permitted', 'not-found'],
    )
    const late = passTime(reminded, later(30), town.terms)?.request ?? assert.fail()
    assert.deepEqual([late.state, late.records.at(-1)?.outcome, nextDeadline(late)], ['contested', 'escalated', null])
    assert.deepEqual(
      ['personnel', 'staff-council', 'it'].map((who) => judged(late, who)),
      ['personnel', 'staff-council', 'not-found'],
    )
    const may = (who: string) =>
      viewRequest(late, {
        actor: member(who),
        bodies: town.bodies,
        today: town.today,
        dateOf: town.dateOf,
        departmentTitle: { de: 'S', en: 'S' },
      })?.may
    assert.deepEqual(['personnel', 'staff-council', 'head-of-department'].map(may), [
      ['decide-contest'],
      ['decide-contest'],
      [],
    ])
    const never = passTime(contested.request, later(99), town.terms)?.request ?? assert.fail()
    assert.equal(never.state, 'contested')
  })

  test('reminds of an objection and never decides on it', () => {
    const contested = situations.contested ?? assert.fail()
    assert.equal(nextDeadline(contested), later(15))
    const once = passTime(contested, later(15), town.terms)?.request ?? assert.fail()
    assert.equal(passTime(once, later(16), town.terms), null)
    assert.equal(nextDeadline(once), later(30))
    const twice = passTime(once, later(31), town.terms)?.request ?? assert.fail()
    assert.deepEqual(
      [twice.state, twice.records.slice(-2).map(({ outcome }) => outcome), nextDeadline(twice)],
      ['contested', ['reminded', 'reminded'], null],
    )
    const late = passTime(contested, later(40), town.terms) ?? assert.fail()
    assert.equal(late.records.length, 2, 'both at once after a long pause')
    assert.equal(passTime(late.request, later(400), town.terms), null)
  })

  test('reminds of a correction once, and a request that nobody corrected counts as withdrawn', () => {
    const returned = situations.returned ?? assert.fail()
    assert.equal(nextDeadline(returned), later(30))
    const reminded = passTime(returned, later(30), town.terms)?.request ?? assert.fail()
    assert.deepEqual([reminded.state, nextDeadline(reminded)], ['returned', later(60)])
    const over = passTime(reminded, later(60), town.terms)?.request ?? assert.fail()
    assert.equal(over.state, 'withdrawn')
    assert.deepEqual([over.records.at(-1)?.by, over.records.at(-1)?.as], [null, 'time'])
    const corrected = town.good(correct(reminded, town.filing())).request
    assert.equal(corrected.state, 'open', 'until then she can correct it')
  })

  test('takes silence for consent where the rules say so, and for nothing else', () => {
    const { request } = town.walked(town.filed(), 'severely-disabled')
    const passed = passTime(request, later(30), town.terms)?.request ?? assert.fail()
    const stateOf = (body: string) => passed.steps.find((step) => step.body === body)?.state
    assert.equal(stateOf('equal-opportunity'), 'done')
    assert.equal(stateOf('severely-disabled'), 'open')
  })
})
