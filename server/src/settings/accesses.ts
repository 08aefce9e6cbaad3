import { randomUUID } from 'node:crypto'
import type { SettingsAccess } from '@nahtlos/contract/api/settings'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/** Milliseconds that a granted look lasts, that a question waits for its answer, and that both can be read about. */
const lookLasts = 60 * 60_000
const questionWaits = 24 * 60 * 60_000
const remembered = 90 * 24 * 60 * 60_000

/** Asks a person, or states a reason and may look at once. Both are recorded, and the person can read it. */
export async function askAccess(
  services: Services,
  caller: Caller,
  asked: { readonly person: string; readonly basis: 'consent' | 'reason'; readonly reason: string },
): Promise<SettingsAccess> {
  const { database, clock, events } = services
  const now = clock()
  // One's own settings are on one's own page.
  if (asked.person === caller.person.id) throw new ProblemError('not-permitted')
  return database.transaction().execute(async (queries) => {
    const person = await queries.selectFrom('person').select('id').where('id', '=', asked.person).executeTakeFirst()
    if (person === undefined) throw new ProblemError('not-found')
    const id = randomUUID()
    const granted = asked.basis === 'reason' ? { decided_at: now, granted: true, until: after(now, lookLasts) } : {}
    await queries
      .insertInto('settings_access')
      .values({ id, helper: caller.person.id, asked_at: now, ...asked, ...granted })
      .execute()
    await events.record(queries, {
      at: now,
      kind: asked.basis === 'reason' ? 'settings-access.taken' : 'settings-access.asked',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { access: id, person: asked.person, basis: asked.basis },
    })
    return oneAccess(queries, id, now)
  })
}

/** The person's own word: consent, refusal, or the end of a look that is under way. */
export async function decideAccess(
  services: Services,
  caller: Caller,
  id: string,
  granted: boolean,
): Promise<SettingsAccess> {
  const { database, clock, events } = services
  const now = clock()
  return database.transaction().execute(async (queries) => {
    const row = await queries
      .selectFrom('settings_access')
      .selectAll()
      .where('id', '=', id)
      .where('person', '=', caller.person.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    const state = stateOf(row, now)
    if (granted ? state !== 'asked' : state !== 'asked' && state !== 'granted') throw new ProblemError('step-passed')
    const change =
      state === 'granted'
        ? { ended_at: now }
        : { decided_at: now, granted, until: granted ? after(now, lookLasts) : null }
    await queries.updateTable('settings_access').set(change).where('id', '=', id).execute()
    await events.record(queries, {
      at: now,
      kind: granted ? 'settings-access.granted' : 'settings-access.denied',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { access: id, helper: row.helper },
    })
    return oneAccess(queries, id, now)
  })
}

/**
 * Whose settings this access opens to the caller now. Somebody else's, one that nobody granted and one that is over look
 * the same as one that is not there.
 */
export async function openAccess({ database, clock }: Services, caller: Caller, id: string): Promise<string> {
  const row = await database
    .selectFrom('settings_access')
    .selectAll()
    .where('id', '=', id)
    .where('helper', '=', caller.person.id)
    .executeTakeFirst()
  if (row === undefined || stateOf(row, clock()) !== 'granted') throw new ProblemError('not-found')
  return row.person
}

/** Newest first. @param whose the person's own, or the helper's */
export async function accessesOf(
  { database, clock }: Services,
  whose: 'person' | 'helper',
  id: string,
): Promise<SettingsAccess[]> {
  const now = clock()
  const rows = await accessRows(database)
    .where(`settings_access.${whose}`, '=', id)
    .where('asked_at', '>', after(now, -remembered))
    .orderBy('asked_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => viewOf(row, now))
}

/** Deletes what is too old to be of use. */
export async function forgetAccesses({ database, clock }: Services): Promise<void> {
  await database.deleteFrom('settings_access').where('asked_at', '<', after(clock(), -remembered)).execute()
}

interface AccessRow {
  readonly decided_at: Date | null
  readonly granted: boolean | null
  readonly until: Date | null
  readonly ended_at: Date | null
  readonly asked_at: Date
}

function stateOf(row: AccessRow, now: Date): SettingsAccess['state'] {
  if (row.granted === null) return now < after(row.asked_at, questionWaits) ? 'asked' : 'over'
  if (!row.granted) return 'denied'
  return row.ended_at === null && row.until !== null && now < row.until ? 'granted' : 'over'
}

function accessRows(queries: Queries) {
  return queries
    .selectFrom('settings_access')
    .innerJoin('person as whose', 'whose.id', 'settings_access.person')
    .innerJoin('person as who', 'who.id', 'settings_access.helper')
    .selectAll('settings_access')
    .select(['whose.name as personName', 'whose.account', 'who.name as helperName'])
}

type NamedRow = Awaited<ReturnType<ReturnType<typeof accessRows>['executeTakeFirstOrThrow']>>

async function oneAccess(queries: Queries, id: string, now: Date): Promise<SettingsAccess> {
  return viewOf(await accessRows(queries).where('settings_access.id', '=', id).executeTakeFirstOrThrow(), now)
}

function viewOf(row: NamedRow, now: Date): SettingsAccess {
  return {
    id: row.id,
    person: { id: row.person, name: row.personName, account: row.account },
    helper: { id: row.helper, name: row.helperName },
    basis: row.basis,
    reason: row.reason,
    askedAt: row.asked_at.toISOString(),
    state: stateOf(row, now),
    until: row.until?.toISOString() ?? null,
  }
}

function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds)
}
