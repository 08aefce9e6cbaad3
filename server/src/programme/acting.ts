import type { Actor, Subject } from '@nahtlos/core/programme/actor'
import type { StepRefusal } from '@nahtlos/core/programme/step-result'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/** The caller as one who acts on this person's request or agreement. */
export async function actorOn(queries: Queries, caller: Caller, subject: Subject): Promise<Actor> {
  const managed = await queries
    .selectFrom('person')
    .select('id')
    .where('id', '=', subject.id)
    .where('manager', '=', caller.person.account)
    .executeTakeFirst()
  const { id, name, department, roles } = caller.person
  return { id, name, department, roles, managesSubject: managed !== undefined }
}

/** The good result of a step, or its refusal as an expected error. */
export function taken<Result extends { readonly ok: true }>(result: Result | StepRefusal): Result {
  if (result.ok) return result
  const fields = result.fields.map((field) => ({ ...field }))
  throw new ProblemError(result.code, fields.length === 0 ? {} : { fields })
}

export function recordStep(
  services: Services,
  queries: Queries,
  caller: Caller,
  kind: EventKind,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { context, person } = caller
  const { clientAddress } = context
  return services.events.record(queries, { at: services.clock(), kind, actor: person.id, clientAddress, details })
}
