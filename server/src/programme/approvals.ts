import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Tables } from '../database/tables.ts'
import type { Services } from '../services.ts'
import { principalsOf } from './acting.ts'
import { sealedDeeds, sealedTurns } from './confidential-finders.ts'
import { partsOfAll, reaches } from './parts.ts'
import { programmeInForce } from './programme-in-force.ts'
import { selectRequests, withRecords } from './requests.ts'
import { viewsOf } from './view-requests.ts'

/** Requests shown at most in one list. */
export const most = 50
/** Days for which one that somebody is only informed of is shown. */
const shownDays = 90

/** The requests with an open step that the caller may take, those that are due first come first; and how many. */
export async function waitingFor(
  services: Services,
  caller: Caller,
  name: string,
): Promise<{ waiting: RequestView[]; count: number }> {
  const { database } = services
  const inForce = programmeInForce(services)
  const parts = partsOfAll(await principalsOf(database, caller, inForce.today), inForce.bodies)
  if (parts.length === 0) return { waiting: [], count: 0 }
  const bodies = [...new Set(parts.map(({ body }) => body))]
  const sealed = JSON.stringify(await sealedTurns(services, database, bodies))
  const deeds = JSON.stringify(await sealedDeeds(services, database, caller.person.id))
  const turns = database
    .selectFrom(
      sql<Omit<Tables['telework_turn'], 'step'>>`(
        select request, body, escalated_to, due_at from telework_turn
        union all select request, body, escalated_to, due_at from jsonb_to_recordset(${sealed}::jsonb)
          as sealed (request uuid, body text, escalated_to text, due_at timestamptz))`.as('telework_turn'),
    )
    .innerJoin('telework_request', 'telework_request.id', 'telework_turn.request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .where('telework_request.person', '!=', caller.person.id)
    .where((e) =>
      e.or(
        parts.map(({ principal, body, reach }) =>
          e.and([
            e.or([e('telework_turn.body', '=', body), e('telework_turn.escalated_to', '=', body)]),
            reaches(e as unknown as ExpressionBuilder<Tables, 'person'>, principal, reach),
          ]),
        ),
      ),
    )
    .where((e) =>
      e.not(actedInRound(caller, e as unknown as ExpressionBuilder<Tables, 'telework_request' | 'telework_turn'>)),
    )
    .where(
      sql<boolean>`not exists (select from jsonb_to_recordset(${deeds}::jsonb)
        as deed (request uuid, round integer, acted_as text, outcome text)
        where deed.request = telework_request.id and deed.round = telework_request.round
          and not (outcome = 'contest-granted' and acted_as = telework_turn.body))`,
    )
    .where(nameBegins(name))
  const rows = await turns
    .select((e) => ['telework_request.id', e.fn.min('due_at').as('due')])
    .groupBy('telework_request.id')
    .orderBy('due', (order) => order.asc().nullsFirst())
    .orderBy('telework_request.id')
    .limit(most)
    .execute()
  const count =
    rows.length < most
      ? rows.length
      : Number(
          (
            await turns
              .select((e) => e.fn.count<number>('telework_request.id').distinct().as('count'))
              .executeTakeFirstOrThrow()
          ).count,
        )
  return {
    waiting: await viewsById(
      services,
      caller,
      rows.map(({ id }) => id),
    ),
    count,
  }
}

/** The requests that the caller took a step of, the latest first. */
export async function decidedRequests(services: Services, caller: Caller, name: string): Promise<RequestView[]> {
  const deeds = JSON.stringify(await sealedDeeds(services, services.database, caller.person.id))
  const rows = await services.database
    .selectFrom(
      sql<{ request: string; at: Date }>`(
        select request, at from telework_record where by = ${caller.person.id} and acted_as <> 'person'
        union all select request, at from jsonb_to_recordset(${deeds}::jsonb) as sealed (request uuid, at timestamptz)
      )`.as('deed'),
    )
    .innerJoin('telework_request', 'telework_request.id', 'deed.request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .select((e) => ['telework_request.id', e.fn.max('deed.at').as('at')])
    .where(nameBegins(name))
    .groupBy('telework_request.id')
    .orderBy('at', 'desc')
    .orderBy('telework_request.id')
    .limit(most)
    .execute()
  return viewsById(
    services,
    caller,
    rows.map(({ id }) => id),
  )
}

/** The requests of the last months of which a body of the caller's was informed, the latest first. */
export async function informedOf(services: Services, caller: Caller, name: string): Promise<RequestView[]> {
  const { database, clock } = services
  const inForce = programmeInForce(services)
  const parts = partsOfAll(await principalsOf(database, caller, inForce.today), inForce.bodies)
  if (parts.length === 0) return []
  const rows = await database
    .selectFrom('telework_record')
    .innerJoin('telework_request', 'telework_request.id', 'telework_record.request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .select((e) => ['telework_request.id', e.fn.max('telework_record.at').as('at')])
    .where('outcome', '=', 'informed')
    .where('telework_record.at', '>=', new Date(clock().getTime() - shownDays * 86_400_000))
    .where('telework_request.person', '!=', caller.person.id)
    .where((e) =>
      e.or(
        parts.map(({ principal, body, reach }) =>
          e.and([
            e('acted_as', '=', body),
            reaches(e as unknown as ExpressionBuilder<Tables, 'person'>, principal, reach),
          ]),
        ),
      ),
    )
    .where(nameBegins(name))
    .groupBy('telework_request.id')
    .orderBy('at', 'desc')
    .orderBy('telework_request.id')
    .limit(most)
    .execute()
  return viewsById(
    services,
    caller,
    rows.map(({ id }) => id),
  )
}

/** Requests as the caller sees them, in the order of the ids. */
async function viewsById(services: Services, caller: Caller, ids: readonly string[]): Promise<RequestView[]> {
  if (ids.length === 0) return []
  const { database } = services
  const rows = await selectRequests(database)
    .where('telework_request.id', 'in', [...ids])
    .execute()
  const views = await viewsOf(services, database, caller, await withRecords(services, database, rows))
  const byId = new Map(views.map((view) => [view.id, view]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Part of a name at its beginning, or at the beginning of one of its words; taken literally. */
export function nameBegins(name: string) {
  const words = name.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)
  return name === ''
    ? sql<boolean>`true`
    : sql<boolean>`(lower(person.name) like ${`${words}%`} or lower(person.name) like ${`% ${words}%`})`
}

/** The same rule as `hasActed` in core, for many at once. */
function actedInRound(
  caller: Caller,
  e: ExpressionBuilder<Tables, 'telework_request' | 'telework_turn'>,
): Expression<SqlBool> {
  return e.exists(
    e
      .selectFrom('telework_record')
      .select('number')
      .whereRef('telework_record.request', '=', 'telework_request.id')
      .whereRef('telework_record.round', '=', 'telework_request.round')
      .where('telework_record.by', '=', caller.person.id)
      .where('acted_as', '!=', 'person')
      .where((inner) =>
        inner.not(
          inner.and([
            inner('outcome', '=', 'contest-granted'),
            inner('acted_as', '=', inner.ref('telework_turn.body')),
          ]),
        ),
      ),
  )
}
