import type { Instant } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { StepTaken } from './step-result.ts'

/** What the agreement is made of besides the request, should this step be the one that completes it. */
export interface AgreementTerms {
  /** Its identifier. */
  readonly id: string
  readonly daysPerMonth: number
  /** Since when the person is suspended: whatever is agreed meanwhile opens nothing before somebody resumes. */
  readonly suspendedAt: Instant | null
}

/** The request with other steps, and then everything that follows from them by itself. */
export function proceed(
  request: TeleworkRequest,
  steps: readonly RequestStep[],
  records: readonly RequestRecord[],
  at: Instant,
  terms: AgreementTerms,
): StepTaken {
  const opened = openNext(steps, at)
  const informed = opened.informed.map((step) => recordOfTime(request, at, step, 'informed'))
  const done = opened.steps.every(({ state }) => state === 'done' || state === 'skipped')
  const added = [...records, ...informed]
  const after: TeleworkRequest = {
    ...request,
    state: done ? 'approved' : 'open',
    steps: opened.steps,
    records: [...request.records, ...added],
  }
  return { ok: true, request: after, records: added, agreement: done ? agreementOf(after, terms) : null }
}

/** The request in a state in which nobody's step is open. */
export function halt(
  request: TeleworkRequest,
  state: 'returned' | 'contested' | 'rejected' | 'withdrawn',
  records: readonly RequestRecord[],
): StepTaken {
  const steps = request.steps.map((step) => (step.state === 'open' ? closed(step) : step))
  const after: TeleworkRequest = { ...request, state, steps, records: [...request.records, ...records] }
  return { ok: true, request: after, records, agreement: null }
}

/** Opens the first stage that is not done. Who is only informed never holds up a stage. */
function openNext(
  steps: readonly RequestStep[],
  at: Instant,
): { readonly steps: RequestStep[]; readonly informed: RequestStep[] } {
  const waiting = steps.filter(({ state }) => state === 'later' || state === 'open')
  const stage = Math.min(...waiting.map((step) => step.stage))
  const next = waiting.filter((step) => step.stage === stage && step.state === 'later')
  if (next.length === 0) return { steps: [...steps], informed: [] }
  const changed = steps.map((step) => {
    if (!next.includes(step)) return step
    return step.task === 'inform' ? { ...step, state: 'done' as const } : opened(step, at)
  })
  const informed = next.filter(({ task }) => task === 'inform')
  if (informed.length < next.length) return { steps: changed, informed }
  const further = openNext(changed, at)
  return { steps: further.steps, informed: [...informed, ...further.informed] }
}

function opened(step: RequestStep, at: Instant): RequestStep {
  return { ...step, state: 'open', openedAt: at, dueAt: daysLater(at, step.days), reminded: false, escalated: false }
}

function closed(step: RequestStep): RequestStep {
  return { ...step, state: 'later', openedAt: null, dueAt: null, reminded: false, escalated: false }
}

export function daysLater(at: Instant, days: number): Instant {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString()
}

export function recordOfTime(
  request: TeleworkRequest,
  at: Instant,
  step: RequestStep | null,
  outcome: RequestRecord['outcome'],
): RequestRecord {
  return {
    at,
    by: null,
    as: outcome === 'informed' && step !== null ? step.body : 'time',
    onBehalfOf: null,
    round: request.round,
    step: step?.number ?? null,
    outcome,
    reason: null,
    alternatives: null,
  }
}

function agreementOf(request: TeleworkRequest, { id, daysPerMonth, suspendedAt }: AgreementTerms): TeleworkAgreement {
  const { type, from, until, week, protectionNeed } = request.application
  return {
    id,
    request: request.id,
    type,
    person: request.person,
    from,
    until,
    week,
    daysPerMonth,
    protectionNeed,
    deviations: [],
    days: [],
    suspendedAt,
    endedAt: null,
  }
}
