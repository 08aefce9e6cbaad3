import type { CalendarDate, Slug } from '@nahtlos/contract/identifiers'
import type { Actor, Standing, Subject } from '@nahtlos/core/programme/actor'
import { type Away, representedBy } from '@nahtlos/core/programme/stand-ins'
import type { StepRefusal } from '@nahtlos/core/programme/step-result'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { tellOfStep } from './tell-of-step.ts'

/** Somebody in whose part the caller may act today: she herself, and those who are away and for whom she stands in. */
export interface Principal {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly department: string
  readonly groups: readonly string[]
  readonly roles: Standing['roles']
  /** On what is theirs the caller does not act in this part. */
  readonly through: readonly string[]
}

/** The caller, and after her those for whom she stands in today. */
export async function principalsOf(queries: Queries, caller: Caller, today: CalendarDate): Promise<Principal[]> {
  const { rows: away } = await sql<Away>`
    with recursive chain as (
      select person, deputy from absence
        where deputy = ${caller.person.id} and from_date <= ${today} and until_date >= ${today}
      union
      select absence.person, absence.deputy from absence join chain on absence.deputy = chain.person
        where absence.from_date <= ${today} and absence.until_date >= ${today}
    ) select person, deputy from chain`.execute(queries)
  const itself = { ...caller.person, through: [] }
  if (away.length === 0) return [itself]
  const through = new Map(representedBy(away, caller.person.id).map((one) => [one.person, one.through]))
  const absent = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department', 'groups', 'roles'])
    .where('id', 'in', [...through.keys()])
    .orderBy('name')
    .orderBy('id')
    .execute()
  return [itself, ...absent.map((person) => ({ ...person, through: through.get(person.id) ?? [] }))]
}

/** The principals as one actor on a person whose line manager has the account `manager`. */
export function actorOf([caller, ...absent]: readonly Principal[], manager: string | null): Actor {
  if (caller === undefined) throw new Error('nobody acts')
  const standing = ({ id, name, department, roles, groups, account }: Principal): Standing => ({
    id,
    name,
    department,
    roles,
    groups,
    managesSubject: manager === account,
  })
  return {
    ...standing(caller),
    standsInFor: absent.map((principal) => ({ ...standing(principal), through: principal.through })),
  }
}

/** The caller as one who acts on this person's request or agreement. */
export async function actorOn(queries: Queries, caller: Caller, subject: Subject, today: CalendarDate): Promise<Actor> {
  const row = await queries.selectFrom('person').select('manager').where('id', '=', subject.id).executeTakeFirst()
  return actorOf(await principalsOf(queries, caller, today), row?.manager ?? null)
}

/** The good result of a step, or its refusal as an expected error. */
export function taken<Result extends { readonly ok: true }>(result: Result | StepRefusal): Result {
  if (result.ok) return result
  const fields = result.fields.map((field) => ({ ...field }))
  throw new ProblemError(result.code, fields.length === 0 ? {} : { fields })
}

/**
 * Writes what happened into the log of events, and tells those whom it concerns: the person, and these bodies. `caller`
 * is null where time did it.
 */
export async function recordStep(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  kind: EventKind,
  details: Readonly<Record<string, unknown>>,
  bodies: readonly Slug[] = [],
): Promise<void> {
  const actor = caller?.person.id ?? null
  await services.events.record(queries, {
    at: services.clock(),
    kind,
    actor,
    clientAddress: caller?.context.clientAddress ?? null,
    details,
  })
  await tellOfStep(services, queries, actor, kind, details, bodies)
}
