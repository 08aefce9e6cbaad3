import type { MyRefusal, ProgramRequestState } from '@nahtlos/contract/api/programs'
import { grantsProgramsOf } from '@nahtlos/core/configuration/may-edit'
import type { Selectable } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { tell } from '../notifications/tell.ts'
import { departmentTitle } from '../people/department-title.ts'
import { holdersOf } from '../people/holders-of.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

export type RequestRow = Selectable<Tables['program_request']>

/** Days that a refusal is told to its person, and that she waits before she asks again after a no. */
const toldDays = 7
const againAfterDays = 1
/** Requests of one person that may wait at once. */
const mostWaiting = 5
const day = 24 * 60 * 60_000

/** A grant that is over is none. */
export function stateOf(row: Pick<RequestRow, 'state' | 'until'>, now: Date): ProgramRequestState {
  return row.state === 'granted' && (row.until === null || row.until <= now) ? 'refused' : row.state
}

/** What a person and who decides see alike. */
export function factsOf(row: RequestRow, now: Date) {
  const state = stateOf(row, now)
  return {
    id: row.id,
    origin: row.origin,
    path: row.path,
    package: row.package,
    forbidden: row.forbidden,
    at: row.last_at.toISOString(),
    times: row.times,
    state,
    once: state === 'granted' && row.granted_session !== null,
    until: state === 'granted' ? (row.until?.toISOString() ?? null) : null,
    answer: state === 'refused' || state === 'asked' ? null : row.answer,
  }
}

/** Of the last days, newest first. */
export async function refusalsOf({ database, published, clock }: Services, { person }: Caller): Promise<MyRefusal[]> {
  const now = clock()
  const rows = await database
    .selectFrom('program_request')
    .selectAll()
    .where('person', '=', person.id)
    .where('last_at', '>', new Date(now.getTime() - toldDays * day))
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(20)
    .execute()
  const department = departmentTitle(published.current(), person.department)
  return rows.map((row) => ({ ...factsOf(row, now), session: row.session, department }))
}

/** @throws ProblemError `not-found` also for another's, `program-already-asked` */
export async function askFor(services: Services, caller: Caller, id: string, purpose: string): Promise<void> {
  const { database, clock, events } = services
  const now = clock()
  const { person } = caller
  await database.transaction().execute(async (queries) => {
    const rows = await queries
      .selectFrom('program_request')
      .selectAll()
      .where('person', '=', person.id)
      .forUpdate()
      .execute()
    const row = rows.find((one) => one.id === id)
    if (row === undefined) throw new ProblemError('not-found')
    const isFresh = row.decided_at !== null && now.getTime() - row.decided_at.getTime() < againAfterDays * day
    const state = stateOf(row, now)
    // What was for a session that is over is refused again, and may be asked for in the next one.
    const isElsewhere = state === 'granted' && row.granted_session !== null && row.granted_session !== row.session
    const mayAsk = state === 'refused' || isElsewhere || (state === 'declined' && !isFresh)
    if (!mayAsk || rows.filter((one) => one.state === 'asked').length >= mostWaiting)
      throw new ProblemError('program-already-asked')
    const none = { decided_at: null, decided_by: null, answer: null, until: null, granted_session: null, signed: null }
    await queries
      .updateTable('program_request')
      .set({ ...none, state: 'asked', purpose, asked_at: now })
      .where('id', '=', id)
      .execute()
    await events.record(queries, {
      at: now,
      kind: 'program.asked',
      actor: person.id,
      clientAddress: caller.context.clientAddress,
      details: { person: person.id, request: id, path: row.path, package: row.package, sha256: row.sha256 },
    })
    const deciders = await decidersFor(services, queries, person.department)
    await tell(services, queries, {
      people: deciders.filter((one) => one !== person.id),
      kind: 'program-request-waiting',
      key: `${id} ${now.toISOString()}`,
    })
  })
}

/** Administrators, and who holds a role of the configuration that decides for this department. */
async function decidersFor({ published }: Services, queries: Queries, department: string): Promise<string[]> {
  const administrators = await holdersOf(queries, 'administrator')
  const configuration = published.current()?.configuration
  if (configuration === undefined || ![...configuration.roles.values()].some(({ grantsPrograms }) => grantsPrograms))
    return administrators
  const people = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department', 'groups', 'roles'])
    .where('departed_at', 'is', null)
    .execute()
  const holders = people.filter((one) => grantsProgramsOf(configuration, { ...one, agreements: [] }).has(department))
  return [...new Set([...administrators, ...holders.map(({ id }) => id)])]
}
