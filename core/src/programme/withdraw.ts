import type { Instant } from '@nahtlos/contract/identifiers'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Subject } from './actor.ts'
import { refuse, type StepRefusal } from './step-result.ts'

export type Withdrawn =
  | { readonly ok: true; readonly request: TeleworkRequest; readonly record: RequestRecord }
  | StepRefusal

/** Withdraws one's own request while it is open. */
export function withdraw(
  request: TeleworkRequest,
  { at, actor }: { readonly at: Instant; readonly actor: Pick<Subject, 'id' | 'name'> },
): Withdrawn {
  if (actor.id !== request.person.id) return refuse('not-found')
  if (request.state !== 'open') return refuse('step-passed')
  const record: RequestRecord = {
    at,
    by: { id: actor.id, name: actor.name },
    as: 'person',
    outcome: 'withdrawn',
    reason: null,
  }
  return {
    ok: true,
    request: { ...request, state: 'withdrawn', step: null, records: [...request.records, record] },
    record,
  }
}
