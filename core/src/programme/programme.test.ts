import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import { Programme } from '@nahtlos/contract/configuration/programme'
import { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { type TeleworkApplication, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import fc from 'fast-check'
import type { Actor, Subject } from './actor.ts'
import { type Decision, decide } from './decide.ts'
import { endAgreement } from './end-agreement.ts'
import { type Filing, fileRequest } from './file-request.ts'
import { monthsLater } from './programme-limits.ts'
import { withdraw } from './withdraw.ts'

const at = '2026-03-02T09:00:00.000Z'
const programme = Programme.parse({
  kind: 'Programme',
  id: 'telework',
  title: { de: 'T', en: 'T' },
  chain: ['line-manager', 'head-of-department', 'it'],
  maximumHomeDays: 2,
  maximumMonths: 12,
  earliest: '06:00',
  latest: '20:00',
})
const department = {
  kind: 'Department',
  id: 'social',
  number: '50',
  title: { de: 'S', en: 'S' },
  telework: true,
} as const
const application: TeleworkApplication = {
  from: '2026-04-01',
  until: '2026-09-30',
  week: [{ weekday: 1, from: '07:00', until: '19:00' }],
}

const idOf = (number: number) => `0000000${number}-0000-4000-8000-000000000000`
const subject: Subject = { id: idOf(1), name: 'Anna Becker', department: 'social' }
const actors = {
  herself: { ...subject, roles: ['head-of-department', 'it-approver'], managesSubject: true },
  manager: { id: idOf(2), name: 'M', department: 'social', roles: [], managesSubject: true },
  head: { id: idOf(3), name: 'H', department: 'social', roles: ['head-of-department'], managesSubject: false },
  otherHead: { id: idOf(4), name: 'O', department: 'police', roles: ['head-of-department'], managesSubject: false },
  it: { id: idOf(5), name: 'I', department: 'it', roles: ['it-approver'], managesSubject: false },
  everything: {
    id: idOf(6),
    name: 'E',
    department: 'social',
    roles: ['head-of-department', 'it-approver'],
    managesSubject: true,
  },
  colleague: {
    id: idOf(7),
    name: 'C',
    department: 'social',
    roles: ['administrator', 'help-desk', 'auditor'],
    managesSubject: false,
  },
} as const satisfies Record<string, Actor>

function filing(change: Partial<Filing> = {}): Filing {
  const base = {
    id: idOf(9),
    at,
    today: '2026-03-02',
    programme,
    department,
    person: subject,
    application,
    deciders: { 'line-manager': [idOf(2)], 'head-of-department': [idOf(3)], it: [idOf(5)] },
    requests: [],
    agreements: [],
  }
  return { ...base, ...change }
}

function filed(): TeleworkRequest {
  const result = fileRequest(filing())
  assert.ok(result.ok)
  return TeleworkRequest.parse(result.request)
}

function decision(actor: Actor, step: ApprovalStep, change: Partial<Decision> = {}): Decision {
  return { at, actor, step, outcome: 'approved', reason: null, agreement: idOf(8), ...change }
}

/** The request after the first `steps` approvals by the right people. */
function approvedUpTo(steps: number): TeleworkRequest {
  const right = [actors.manager, actors.head, actors.it]
  return programme.chain.slice(0, steps).reduce((request, step, index) => {
    const result = decide(request, decision(right[index] ?? actors.it, step))
    assert.ok(result.ok)
    return result.request
  }, filed())
}

describe('filing a request', () => {
  test('opens it for the first body of the chain', () => {
    const request = filed()
    assert.deepEqual([request.state, request.step, request.chain], ['open', 'line-manager', programme.chain])
    assert.deepEqual(
      request.records.map(({ as, outcome }) => [as, outcome]),
      [['person', 'filed']],
    )
  })

  test('is refused where the department takes no part', () => {
    const result = fileRequest(filing({ department: { ...department, telework: false } }))
    assert.equal(result.ok || result.code, 'not-in-programme')
  })

  test('names every field that goes beyond the rules', () => {
    const result = fileRequest(
      filing({
        application: {
          from: '2026-03-01',
          until: '2027-03-02',
          week: [1, 2, 3].map((weekday) => ({ weekday, from: '05:45', until: '20:15' })),
        },
      }),
    )
    assert.ok(!result.ok)
    assert.equal(result.code, 'outside-programme-limits')
    assert.deepEqual(
      result.fields.map(({ path }) => path),
      [
        'from',
        'until',
        'week',
        'week.0.from',
        'week.0.until',
        'week.1.from',
        'week.1.until',
        'week.2.from',
        'week.2.until',
      ],
    )
  })

  test('is refused for days that another open request or running agreement has, and only for these', () => {
    const code = (change: Partial<Filing>) => {
      const result = fileRequest(filing(change))
      return result.ok ? 'filed' : result.code
    }
    const lastDay = { ...application, from: '2026-09-30', until: '2026-10-01' }
    const after = { ...application, from: '2026-10-01', until: '2026-10-02' }
    assert.equal(code({ requests: [filed()], application: lastDay }), 'overlapping-request')
    const firstDay = { ...application, from: '2026-03-15', until: '2026-04-01' }
    const before = { ...application, from: '2026-03-15', until: '2026-03-31' }
    assert.equal(code({ requests: [filed()], application: after }), 'filed')
    assert.equal(code({ requests: [filed()], application: firstDay }), 'overlapping-request')
    assert.equal(code({ requests: [filed()], application: before }), 'filed')
    assert.equal(code({ requests: [{ ...filed(), state: 'withdrawn' }] }), 'filed')
    const result = decide(approvedUpTo(2), decision(actors.it, 'it'))
    assert.ok(result.ok && result.agreement !== null)
    assert.equal(code({ agreements: [result.agreement], application: lastDay }), 'overlapping-request')
    assert.equal(code({ agreements: [{ ...result.agreement, endedAt: at }], application: lastDay }), 'filed')
  })

  test('months are counted by the calendar', () => {
    assert.equal(monthsLater('2026-01-31', 1), '2026-02-28')
    assert.equal(monthsLater('2027-12-31', 2), '2028-02-29')
    assert.equal(monthsLater('2026-03-15', 12), '2027-03-15')
  })
})

describe('the whole chain', () => {
  test('ends in an agreement with the days that were asked for', () => {
    const result = decide(approvedUpTo(2), decision(actors.it, 'it'))
    assert.ok(result.ok)
    assert.deepEqual([result.request.state, result.request.step], ['approved', null])
    assert.deepEqual(TeleworkAgreement.parse(result.agreement), {
      id: idOf(8),
      request: idOf(9),
      person: subject,
      from: '2026-04-01',
      until: '2026-09-30',
      week: application.week,
      endedAt: null,
    })
  })
})

/** What comes of every actor's approval of every step at every point of the chain. */
const outcomes: Record<keyof typeof actors, readonly (readonly string[])[]> = {
  herself: [
    ['own-request', 'own-request', 'own-request'],
    ['own-request', 'own-request', 'own-request'],
    ['own-request', 'own-request', 'own-request'],
    ['own-request', 'own-request', 'own-request'],
  ],
  manager: [
    ['approved', 'step-passed', 'step-passed'],
    ['step-passed', 'decided-before', 'step-passed'],
    ['step-passed', 'step-passed', 'decided-before'],
    ['step-passed', 'step-passed', 'step-passed'],
  ],
  head: [
    ['not-permitted', 'step-passed', 'step-passed'],
    ['step-passed', 'approved', 'step-passed'],
    ['step-passed', 'step-passed', 'decided-before'],
    ['step-passed', 'step-passed', 'step-passed'],
  ],
  otherHead: Array.from({ length: 4 }, () => ['not-found', 'not-found', 'not-found']),
  it: [
    ['not-permitted', 'step-passed', 'step-passed'],
    ['step-passed', 'not-permitted', 'step-passed'],
    ['step-passed', 'step-passed', 'approved'],
    ['step-passed', 'step-passed', 'step-passed'],
  ],
  everything: [
    ['approved', 'step-passed', 'step-passed'],
    ['step-passed', 'approved', 'step-passed'],
    ['step-passed', 'step-passed', 'approved'],
    ['step-passed', 'step-passed', 'step-passed'],
  ],
  colleague: Array.from({ length: 4 }, () => ['not-found', 'not-found', 'not-found']),
}

describe('who may decide which step when', () => {
  for (const [name, rows] of Object.entries(outcomes)) {
    for (const [done, row] of rows.entries()) {
      for (const [index, expected] of row.entries()) {
        const step = programme.chain[index] ?? 'it'
        test(`${name} approves ${step} after ${done} approvals: ${expected}`, () => {
          const request = approvedUpTo(done)
          const actor: Actor = actors[name as keyof typeof actors]
          const result = decide(request, decision(actor, step))
          assert.equal(result.ok ? 'approved' : result.code, expected)
          const rejected = decide(request, decision(actor, step, { outcome: 'rejected', reason: 'Zu wenig Platz.' }))
          assert.equal(rejected.ok ? 'approved' : rejected.code, expected)
          if (rejected.ok) assert.deepEqual([rejected.request.state, rejected.agreement], ['rejected', null])
        })
      }
    }
  }
})

describe('a rejection', () => {
  for (const reason of [null, '', '   \n']) {
    test(`needs a reason, and ${JSON.stringify(reason)} is none`, () => {
      const result = decide(filed(), decision(actors.manager, 'line-manager', { outcome: 'rejected', reason }))
      assert.equal(result.ok || result.code, 'reason-required')
    })
  }
})

describe('withdrawing', () => {
  test('is for the person herself, while the request is open', () => {
    const open = approvedUpTo(1)
    const result = withdraw(open, { at, actor: subject })
    assert.ok(result.ok)
    assert.deepEqual([result.request.state, result.request.step], ['withdrawn', null])
    const code = (request: TeleworkRequest, actor: Subject) => {
      const answer = withdraw(request, { at, actor })
      return answer.ok || answer.code
    }
    assert.equal(code(open, actors.manager), 'not-found')
    assert.equal(code(result.request, subject), 'step-passed')
    assert.equal(code(approvedUpTo(3), subject), 'step-passed')
    const late = decide(result.request, decision(actors.head, 'head-of-department'))
    assert.equal(late.ok || late.code, 'step-passed')
  })
})

describe('ending an agreement', () => {
  const result = decide(approvedUpTo(2), decision(actors.it, 'it'))
  assert.ok(result.ok && result.agreement !== null)
  const { agreement } = result
  const end = (actor: Actor, reason: string | null) => endAgreement(agreement, { at, actor, reason })

  test('is for the person without a reason and for those who approve for her with one', () => {
    const own = end(actors.herself, null)
    assert.ok(own.ok)
    assert.deepEqual([own.agreement.endedAt, own.record?.as], [at, 'person'])
    const byHead = end(actors.head, 'Umsetzung in ein anderes Amt.')
    assert.ok(byHead.ok)
    assert.equal(byHead.record?.as, 'head-of-department')
    const silent = end(actors.head, ' ')
    assert.equal(silent.ok || silent.code, 'reason-required')
    for (const actor of [actors.otherHead, actors.colleague]) {
      const refused = end(actor, 'Weil.')
      assert.equal(refused.ok || refused.code, 'not-found')
    }
  })

  test('twice changes nothing and writes nothing', () => {
    const once = end(actors.herself, null)
    assert.ok(once.ok)
    const again = endAgreement(once.agreement, { at: '2026-03-03T09:00:00.000Z', actor: actors.herself, reason: null })
    assert.deepEqual(again, { ok: true, agreement: once.agreement, record: null })
  })
})

test('no agreement without all steps approved in order by permitted, pairwise different persons, none of them the person', () => {
  const anyActor: fc.Arbitrary<Actor> = fc.record({
    id: fc.integer({ min: 1, max: 5 }).map(idOf),
    name: fc.constant('X'),
    department: fc.constantFrom('social', 'police'),
    roles: fc.subarray(['head-of-department', 'it-approver', 'administrator'] as const),
    managesSubject: fc.boolean(),
  })
  const chains = fc.shuffledSubarray(['line-manager', 'head-of-department', 'it'] as const, { minLength: 1 })
  const event = fc.record({
    actor: anyActor,
    step: fc.option(fc.constantFrom('line-manager', 'head-of-department', 'it'), { nil: null, freq: 6 }),
    outcome: fc.constantFrom('approved', 'approved', 'approved', 'rejected'),
    reason: fc.constantFrom(null, 'Grund'),
  } as const)
  let agreements = 0
  fc.assert(
    fc.property(chains, fc.array(event, { maxLength: 16 }), (chain, events) => {
      const start = fileRequest(filing({ programme: { ...programme, chain } }))
      assert.ok(start.ok)
      let { request } = start
      for (const { actor, step, outcome, reason } of events) {
        const result = decide(request, decision(actor, step ?? request.step ?? 'it', { outcome, reason }))
        if (!result.ok) continue
        assert.deepEqual(result.request.records.slice(0, -1), request.records)
        request = TeleworkRequest.parse(result.request)
        if (result.agreement === null) continue
        agreements++
        const approvals = request.records.slice(1)
        assert.deepEqual(
          approvals.map(({ as }) => as),
          chain,
        )
        assert.ok(approvals.every((record) => record.outcome === 'approved' && record.by.id !== subject.id))
        assert.equal(new Set(approvals.map(({ by }) => by.id)).size, chain.length)
      }
    }),
    { numRuns: 500 },
  )
  assert.ok(agreements > 10, `only ${agreements} agreements were tried`)
})
