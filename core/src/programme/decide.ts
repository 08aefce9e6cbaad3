import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { type Actor, stepsOf } from './actor.ts'
import { refuse, type StepRefusal } from './step-result.ts'

export interface Decision {
  readonly at: Instant
  readonly actor: Actor
  /** The step that the approver saw. */
  readonly step: ApprovalStep
  readonly outcome: 'approved' | 'rejected'
  readonly reason: string | null
  /** The identifier of the agreement, should this be the last approval. */
  readonly agreement: string
}

export type Decided =
  | {
      readonly ok: true
      readonly request: TeleworkRequest
      readonly record: RequestRecord
      /** Made by the last approval; null at every other decision. */
      readonly agreement: TeleworkAgreement | null
    }
  | StepRefusal

/**
 * Approves or rejects the step whose turn it is. Nobody decides their own request, nobody decides two steps of one
 * request, and to those who have nothing to decide about it the request does not exist.
 */
export function decide(request: TeleworkRequest, decision: Decision): Decided {
  const { actor, step, outcome } = decision
  if (actor.id === request.person.id) return refuse('own-request')
  const steps = stepsOf(actor, request.person).filter((one) => request.chain.includes(one))
  const hasDecided = request.records.some(({ as, by }) => as !== 'person' && by.id === actor.id)
  if (steps.length === 0 && !hasDecided) return refuse('not-found')
  if (request.state !== 'open' || request.step !== step) return refuse('step-passed')
  if (hasDecided) return refuse('decided-before')
  if (!steps.includes(step)) return refuse('not-permitted')
  const reason = decision.reason?.trim() || null
  if (outcome === 'rejected' && reason === null)
    return refuse('reason-required', [{ path: 'reason', message: 'a rejection needs a reason' }])
  const record: RequestRecord = {
    at: decision.at,
    by: { id: actor.id, name: actor.name },
    as: step,
    outcome,
    reason,
  }
  const next = outcome === 'approved' ? (request.chain[request.chain.indexOf(step) + 1] ?? null) : null
  const state = outcome === 'rejected' ? 'rejected' : next === null ? 'approved' : 'open'
  const decided: TeleworkRequest = { ...request, state, step: next, records: [...request.records, record] }
  return {
    ok: true,
    request: decided,
    record,
    agreement: state === 'approved' ? agreementOf(decided, decision.agreement) : null,
  }
}

function agreementOf(request: TeleworkRequest, id: string): TeleworkAgreement {
  const { from, until, week } = request.application
  return { id, request: request.id, person: request.person, from, until, week, endedAt: null }
}
