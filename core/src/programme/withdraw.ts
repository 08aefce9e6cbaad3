import type { Instant } from '@nahtlos/contract/identifiers'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Subject } from './actor.ts'
import { halt, recordOfTime } from './progress.ts'
import { refuse, type StepResult, type StepTaken } from './step-result.ts'

type Person = Pick<Subject, 'id' | 'name'>

/** Withdraws one's own request while somebody still has to do something about it. */
export function withdraw(
  request: TeleworkRequest,
  { at, actor }: { readonly at: Instant; readonly actor: Person },
): StepResult {
  if (actor.id !== request.person.id) return refuse('not-found')
  if (request.state !== 'open' && request.state !== 'returned' && request.state !== 'contested')
    return refuse('step-passed')
  return halt(request, 'withdrawn', [recordOfPerson(request, at, actor, 'withdrawn', null)])
}

/** Withdraws the request of somebody who is no longer with the city; null where nothing waits any more. */
export function withdrawByTime(request: TeleworkRequest, at: Instant): StepTaken | null {
  if (request.state !== 'open' && request.state !== 'returned' && request.state !== 'contested') return null
  return halt(request, 'withdrawn', [recordOfTime(request, at, null, 'withdrawn')])
}

/** A record of what the person herself did. */
export function recordOfPerson(
  request: Pick<TeleworkRequest, 'round'>,
  at: Instant,
  actor: Person,
  outcome: 'filed' | 'corrected' | 'withdrawn' | 'contested',
  reason: string | null,
): RequestRecord {
  return {
    at,
    by: { id: actor.id, name: actor.name },
    as: 'person',
    onBehalfOf: null,
    round: request.round,
    step: null,
    outcome,
    reason,
    alternatives: null,
  }
}
