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

interface Approvals {
  /** Those with an open step that the caller may take, those that are due first come first; and how many. */
  readonly waiting: RequestView[]
  readonly waitingCount: number
  /** Those that she took a step of, the latest first. */
  readonly decided: RequestView[]
  /** Those of the last months of which a body of hers was informed, the latest first. */
  readonly informed: RequestView[]
}

/** A request may stand in more than one list; each is loaded once. */
export async function approvalsOf(services: Services, caller: Caller, name: string): Promise<Approvals> {
  const { database } = services
  const inForce = programmeInForce(services)
  const [principals, deeds] = await Promise.all([
    principalsOf(database, caller, inForce.today),
    sealedDeeds(services, database, caller.person.id),
  ])
  const parts = partsOfAll(principals, inForce.bodies)
  const asked = { services, caller, parts, deeds: JSON.stringify(deeds), name }
  const [waiting, decided, informed] = await Promise.all([waitingFor(asked), decidedBy(asked), informedOf(asked)])
  const views = await viewsById(services, caller, [...new Set([...waiting.ids, ...decided, ...informed])])
  const shown = (ids: readonly string[]) => ids.flatMap((id) => views.get(id) ?? [])
  return {
    waiting: shown(waiting.ids),
    waitingCount: waiting.count,
    decided: shown(decided),
    informed: shown(informed),
  }
}

/** How many requests wait for the caller. A number shows nobody's request: it is no look at one. */
export async function waitingCount(services: Services, caller: Caller): Promise<number> {
  if (!caller.approver || services.published.current() === null) return 0
  const { database } = services
  const inForce = programmeInForce(services)
  const [principals, deeds] = await Promise.all([
    principalsOf(database, caller, inForce.today),
    sealedDeeds(services, database, caller.person.id),
  ])
  const parts = partsOfAll(principals, inForce.bodies)
  return (await waitingFor({ services, caller, parts, deeds: JSON.stringify(deeds), name: '' })).count
}

interface Asked {
  readonly services: Services
  readonly caller: Caller
  readonly parts: ReturnType<typeof partsOfAll>
  /** The confidential steps that she took, as JSON. */
  readonly deeds: string
  readonly name: string
}

async function waitingFor({ services, caller, parts, deeds, name }: Asked): Promise<{ ids: string[]; count: number }> {
  const { database } = services
  if (parts.length === 0) return { ids: [], count: 0 }
  const bodies = [...new Set(parts.map(({ body }) => body))]
  const sealed = JSON.stringify(await sealedTurns(services, database, bodies))
  const rows = await database
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
    .select((e) => ['telework_request.id', e.fn.min('due_at').as('due')])
    .select(sql<number>`count(*) over ()`.as('count'))
    .groupBy('telework_request.id')
    .orderBy('due', (order) => order.asc().nullsFirst())
    .orderBy('telework_request.id')
    .limit(most)
    .execute()
  return { ids: rows.map(({ id }) => id), count: Number(rows[0]?.count ?? 0) }
}

async function decidedBy({ services, caller, deeds, name }: Asked): Promise<string[]> {
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
  return rows.map(({ id }) => id)
}

async function informedOf({ services, caller, parts, name }: Asked): Promise<string[]> {
  const { database, clock } = services
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
  return rows.map(({ id }) => id)
}

/** Requests as the caller sees them, by id. */
async function viewsById(
  services: Services,
  caller: Caller,
  ids: readonly string[],
): Promise<Map<string, RequestView>> {
  if (ids.length === 0) return new Map()
  const { database } = services
  const rows = await selectRequests(database)
    .where('telework_request.id', 'in', [...ids])
    .execute()
  const views = await viewsOf(services, database, caller, await withRecords(services, database, rows))
  return new Map(views.map((view) => [view.id, view]))
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
