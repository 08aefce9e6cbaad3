import type { Instant, Slug } from '@nahtlos/contract/identifiers'
import type { RequestRecord, RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { type Actor, type Bodies, partsOf } from './actor.ts'
import { isThereFor } from './concerned.ts'
import { partOf } from './part-of.ts'
import { type AgreementTerms, halt, proceed } from './progress.ts'
import { reasonFault } from './reasons.ts'
import { refuse, type StepResult } from './step-result.ts'

export type DecisionOutcome = 'approved' | 'rejected' | 'returned' | 'consented' | 'objected'

export interface Decision {
  readonly at: Instant
  readonly actor: Actor
  readonly bodies: Bodies
  /** The number of the step that the actor saw open, and the round it belonged to. */
  readonly step: number
  readonly round: number
  readonly outcome: DecisionOutcome
  readonly reason: string | null
  readonly alternatives: string | null
  /** Whether another agreement still fits into the department's quota. */
  readonly fitsQuota: boolean
  readonly terms: AgreementTerms
}

/**
 * Takes one open step. Nobody takes a step of their own request, nobody takes two steps of one round, and to those who
 * have nothing to do with it the request does not exist.
 */
export function decide(request: TeleworkRequest, decision: Decision): StepResult {
  const { actor, outcome, at } = decision
  if (actor.id === request.person.id) return refuse('own-request')
  const parts = partsOf(actor, request.person, decision.bodies)
  if (!isThereFor(request, actor, parts)) return refuse('not-found')
  const step = request.steps[decision.step]
  if (request.state !== 'open' || request.round !== decision.round || step?.state !== 'open')
    return refuse('step-passed')
  const part = partOf(step, parts)
  if (hasActed(request, actor, part?.body)) return refuse('decided-before')
  if (part === undefined) return refuse('not-permitted')
  if (!fits(step, outcome)) return refuse('not-permitted')
  const reason = decision.reason?.trim() || null
  const alternatives = decision.alternatives?.trim() || null
  const fault = reasonFault(request, outcome, reason, alternatives)
  if (fault !== null) return fault
  if (outcome === 'approved' && step.task === 'decide' && !decision.fitsQuota) return refuse('quota-reached')
  const record: RequestRecord = {
    at,
    by: { id: actor.id, name: actor.name },
    as: part.body,
    onBehalfOf: part.onBehalfOf,
    round: request.round,
    step: step.number,
    outcome,
    reason,
    alternatives: outcome === 'rejected' ? alternatives : null,
  }
  if (outcome === 'returned') return halt(request, 'returned', [record])
  if (outcome === 'rejected' || (outcome === 'objected' && step.binding)) return halt(request, 'rejected', [record])
  const steps = request.steps.map((one) => (one === step ? { ...one, state: 'done' as const } : one))
  return proceed(request, steps, [record], at, decision.terms)
}

/**
 * Whether she took a step of the present round, in whatever part. Upholding an objection does not keep her from the
 * step of the very same body: it is the same office, and nothing that she approved is judged by herself.
 */
export function hasActed(request: TeleworkRequest, actor: { readonly id: string }, body?: Slug): boolean {
  return request.records.some(
    ({ by, round, as, outcome }) =>
      by?.id === actor.id &&
      round === request.round &&
      as !== 'person' &&
      !(outcome === 'contest-granted' && as === body),
  )
}

function fits(step: RequestStep, outcome: DecisionOutcome): boolean {
  if (step.task === 'opinion') return outcome === 'consented' || outcome === 'objected'
  if (step.task === 'inform') return false
  return outcome === 'approved' || outcome === 'rejected' || outcome === 'returned'
}
