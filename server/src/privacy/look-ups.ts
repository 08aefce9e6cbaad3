import type { LookUp, lookUpEvents } from '@nahtlos/contract/api/privacy'
import { type ExpressionBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { tell } from '../notifications/tell.ts'
import { holdersOf } from '../people/holders-of.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { wordsOfArea } from './logged.ts'
import { recordLook } from './record-look.ts'
import { dataProtectionInForce } from './rules-in-force.ts'

interface Wish {
  readonly account: string
  readonly purpose: string
  readonly from: string
  readonly until: string
}

/** Asks to see one person's events. Somebody who is not there is answered as one who may not be looked at. */
export async function askLookUp(services: Services, caller: Caller, wish: Wish): Promise<LookUp> {
  const { database, clock } = services
  const person = await database.selectFrom('person').select('id').where('account', '=', wish.account).executeTakeFirst()
  if (person === undefined || person.id === caller.person.id) throw new ProblemError('not-found')
  return database.transaction().execute(async (transaction) => {
    const { id } = await transaction
      .insertInto('look_up')
      .values({
        person: person.id,
        asked_by: caller.person.id,
        asked_at: clock(),
        purpose: wish.purpose,
        from_at: new Date(wish.from),
        until_at: new Date(wish.until),
        decided_by: null,
        decided_at: null,
        granted: null,
        open_until: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const officers = await holdersOf(transaction, 'data-protection')
    await tell(services, transaction, {
      people: officers.filter((officer) => officer !== person.id && officer !== caller.person.id),
      kind: 'look-up-asked',
      key: id,
    })
    await record(services, transaction, caller, 'look-up.asked', id, person.id)
    return loadLookUp(services, transaction, id)
  })
}

/** Grants or refuses. Four eyes: nobody decides on her own wish, and nobody on a look at herself. */
export async function decideLookUp(services: Services, caller: Caller, id: string, granted: boolean): Promise<LookUp> {
  const { database, clock } = services
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('look_up')
      .select(['person', 'asked_by', 'decided_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.person === caller.person.id) throw new ProblemError('not-found')
    if (row.asked_by === caller.person.id) throw new ProblemError('four-eyes')
    if (row.decided_at !== null) throw new ProblemError('step-passed')
    const now = clock()
    const hours = dataProtectionInForce(services).rules.lookUpHours
    await transaction
      .updateTable('look_up')
      .set({
        decided_by: caller.person.id,
        decided_at: now,
        granted,
        open_until: granted ? new Date(now.getTime() + hours * 3_600_000) : null,
      })
      .where('id', '=', id)
      .execute()
    await tell(services, transaction, { people: [row.asked_by], kind: 'look-up-decided', key: id })
    await record(services, transaction, caller, granted ? 'look-up.granted' : 'look-up.refused', id, row.person)
    return loadLookUp(services, transaction, id)
  })
}

type Events = z.output<typeof lookUpEvents.answer>

/** The events that a granted look opens: by this person or about her, without whom else they are about. */
export async function readLookUp(services: Services, caller: Caller, id: string): Promise<Events> {
  const { database, clock } = services
  const row = await database
    .selectFrom('look_up')
    .select(['person', 'purpose', 'from_at', 'until_at'])
    .where('id', '=', id)
    .where('asked_by', '=', caller.person.id)
    .where('granted', '=', true)
    .where('open_until', '>', clock())
    .executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  const { person, purpose } = row
  await recordLook(services, database, { person, by: caller.person.id, what: 'events', purpose })
  await record(services, database, caller, 'look-up.read', id, person)
  const rows = await database
    .selectFrom('event')
    .select(['at', 'kind', 'actor', 'client_address'])
    .where((e) => concerns(e, person))
    .where('at', '>=', row.from_at)
    .where('at', '<=', row.until_at)
    .orderBy('id')
    .limit(5000)
    .execute()
  return rows.map(({ at, kind, actor, client_address }) => ({
    at: at.toISOString(),
    kind,
    what: wordsOfArea(kind),
    acted: actor === person,
    // Where somebody else acted, the place is hers.
    clientAddress: actor === person ? client_address : null,
  }))
}

function concerns(e: ExpressionBuilder<Tables, 'event'>, person: string) {
  return e.or([e('actor', '=', person), sql<boolean>`event_subjects(details) @> array[${person}::text]`])
}

/** What somebody asked for, or with null everything that anybody asked for but about this viewer. */
export async function listLookUps(
  services: Services,
  which: { readonly askedBy?: string; readonly notAbout?: string },
): Promise<LookUp[]> {
  let query = selectLookUps(services.database).orderBy('asked_at', 'desc').orderBy('look_up.id').limit(200)
  if (which.askedBy !== undefined) query = query.where('look_up.asked_by', '=', which.askedBy)
  if (which.notAbout !== undefined) query = query.where('look_up.person', '!=', which.notAbout)
  const now = services.clock()
  return (await query.execute()).map((row) => toLookUp(row, now))
}

async function loadLookUp({ clock }: Services, queries: Queries, id: string): Promise<LookUp> {
  return toLookUp(await selectLookUps(queries).where('look_up.id', '=', id).executeTakeFirstOrThrow(), clock())
}

function selectLookUps(queries: Queries) {
  return queries
    .selectFrom('look_up')
    .innerJoin('person as subject', 'subject.id', 'look_up.person')
    .innerJoin('person as asker', 'asker.id', 'look_up.asked_by')
    .leftJoin('person as decider', 'decider.id', 'look_up.decided_by')
    .select(['look_up.id', 'look_up.person', 'subject.name', 'subject.department', 'asker.name as asked_by'])
    .select(['asked_at', 'purpose', 'from_at', 'until_at', 'granted', 'decider.name as decided_by', 'open_until'])
}

type LookUpRow = Awaited<ReturnType<ReturnType<typeof selectLookUps>['execute']>>[number]

function toLookUp(row: LookUpRow, now: Date): LookUp {
  const { id, person, name, department, granted, open_until } = row
  const open = open_until !== null && open_until > now
  return {
    id,
    person: { id: person, name, department },
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    purpose: row.purpose,
    from: row.from_at.toISOString(),
    until: row.until_at.toISOString(),
    state: granted === null ? 'waiting' : !granted ? 'refused' : open ? 'granted' : 'over',
    decidedBy: row.decided_by,
    openUntil: open_until?.toISOString() ?? null,
  }
}

function record(
  { events, clock }: Services,
  queries: Queries,
  caller: Caller,
  kind: 'look-up.asked' | 'look-up.granted' | 'look-up.refused' | 'look-up.read',
  id: string,
  person: string,
): Promise<void> {
  const { clientAddress } = caller.context
  return events.record(queries, {
    at: clock(),
    kind,
    actor: caller.person.id,
    clientAddress,
    details: { lookUp: id, person },
  })
}
