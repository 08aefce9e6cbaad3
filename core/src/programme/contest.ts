import type { CalendarDate, Instant } from '@nahtlos/contract/identifiers'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { type Actor, type Bodies, partsOf, type Subject } from './actor.ts'
import { daysFrom } from './calendar-date.ts'
import { isThereFor } from './concerned.ts'
import { contestBodies } from './contest-bodies.ts'
import { type AgreementTerms, halt, proceed } from './progress.ts'
import { reasonFault } from './reasons.ts'
import { refuse, type StepResult } from './step-result.ts'
import { recordOfPerson } from './withdraw.ts'

const refusals: ReadonlySet<RequestRecord['outcome']> = new Set(['rejected', 'objected', 'contest-dismissed'])

/** The date of an instant in the city. */
export type DateOf = (at: Instant) => CalendarDate

/**
 * Until which date the person may object to the rejection: so many days after the date on which it was made in the
 * city. Null where there is none, or where her objection was dismissed.
 */
export function contestUntil(request: TeleworkRequest, dateOf: DateOf): CalendarDate | null {
  if (request.state !== 'rejected') return null
  const last = request.records.findLast(({ outcome }) => refusals.has(outcome))
  if (last === undefined || last.outcome === 'contest-dismissed') return null
  return daysFrom(dateOf(last.at), request.contest.days)
}

/** The person objects to a rejection, with her reasons. */
export function contest(
  request: TeleworkRequest,
  wish: {
    readonly at: Instant
    readonly today: CalendarDate
    readonly dateOf: DateOf
    readonly actor: Pick<Subject, 'id' | 'name'>
    readonly reason: string | null
  },
): StepResult {
  const { actor, at, today } = wish
  if (actor.id !== request.person.id) return refuse('not-found')
  const until = contestUntil(request, wish.dateOf)
  if (until === null || until < today) return refuse('step-passed')
  const reason = wish.reason?.trim() || null
  const fault = reasonFault(request, 'contested', reason, null)
  return fault ?? halt(request, 'contested', [recordOfPerson(request, at, actor, 'contested', reason)])
}

export interface ContestDecision {
  readonly at: Instant
  readonly actor: Actor
  readonly bodies: Bodies
  readonly outcome: 'contest-granted' | 'contest-dismissed'
  readonly reason: string | null
  readonly alternatives: string | null
  readonly fitsQuota: boolean
  readonly terms: AgreementTerms
}

/**
 * Decides on an objection, as somebody who took no step of this round. Granted, the step that was refused counts as
 * approved by this body, and the request goes on from there; dismissed, the rejection stays.
 */
export function decideContest(request: TeleworkRequest, decision: ContestDecision): StepResult {
  const { actor, at, outcome } = decision
  if (actor.id === request.person.id) return refuse('own-request')
  const parts = partsOf(actor, request.person, decision.bodies)
  if (!isThereFor(request, actor, parts)) return refuse('not-found')
  if (request.state !== 'contested') return refuse('step-passed')
  const body = contestBodies(request).find((one) => parts.has(one))
  if (body === undefined) return refuse('not-permitted')
  if (request.records.some(({ by, round, as }) => by?.id === actor.id && round === request.round && as !== 'person'))
    return refuse('decided-before')
  const reason = decision.reason?.trim() || null
  const alternatives = decision.alternatives?.trim() || null
  const fault = reasonFault(request, outcome, reason, alternatives)
  if (fault !== null) return fault
  const refused = rejectionOf(request)?.step ?? null
  const step = refused === null ? undefined : request.steps[refused]
  if (outcome === 'contest-granted' && step?.task === 'decide' && !decision.fitsQuota) return refuse('quota-reached')
  const record: RequestRecord = {
    at,
    by: { id: actor.id, name: actor.name },
    as: body,
    onBehalfOf: parts.get(body) ?? null,
    round: request.round,
    step: refused,
    outcome,
    reason,
    alternatives: outcome === 'contest-dismissed' ? alternatives : null,
  }
  if (outcome === 'contest-dismissed' || step === undefined) return halt(request, 'rejected', [record])
  const steps = request.steps.map((one) => (one === step ? { ...one, state: 'done' as const } : one))
  return proceed(request, steps, [record], at, decision.terms)
}

function rejectionOf(request: TeleworkRequest): RequestRecord | undefined {
  return request.records.findLast(
    ({ outcome, round }) => round === request.round && (outcome === 'rejected' || outcome === 'objected'),
  )
}
