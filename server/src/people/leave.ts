import type { AgreementRecord } from '@nahtlos/contract/programme/telework-agreement'
import { withdrawByTime } from '@nahtlos/core/programme/withdraw'
import type { Caller } from '../access/caller.ts'
import { orderEnd } from '../brokering/end-session.ts'
import { accessChanged, signInEnded } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { issueAgreementDocument } from '../documents/issue-documents.ts'
import { takeBackEquipment } from '../equipment/follow-agreement.ts'
import { ProblemError } from '../problem-error.ts'
import { holdPerson, loadAgreements, selectAgreements } from '../programme/agreements.ts'
import { saveAgreement } from '../programme/save-agreement.ts'
import { takeStep } from '../programme/take-step.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'

/** Says from which date on somebody is no longer with the city, or with null that she is; never of oneself. */
export async function sayLeaving(
  services: Services,
  caller: Caller,
  account: string,
  on: string | null,
): Promise<undefined> {
  if (account === caller.person.account) throw new ProblemError('not-permitted')
  await services.database.transaction().execute(async (queries) => {
    const changed = await setLeaving(queries, [{ account, leftOn: on }])
    if (changed === 0 && !(await exists(queries, account))) throw new ProblemError('not-found')
  })
  await departAll(services)
}

async function exists(queries: Queries, account: string): Promise<boolean> {
  const row = await queries.selectFrom('person').select('id').where('account', '=', account).executeTakeFirst()
  return row !== undefined
}

/** Keeps the dates of leaving; whoever is said to be here again may sign in again, with nothing of what was hers. */
export async function setLeaving(
  queries: Queries,
  people: readonly { readonly account: string; readonly leftOn: string | null }[],
): Promise<number> {
  let changed = 0
  for (const { account, leftOn } of people) {
    const { numUpdatedRows } = await queries
      .updateTable('person')
      .set({ left_on: leftOn, departed_at: null })
      .where('account', '=', account)
      .where('left_on', 'is distinct from', leftOn)
      .executeTakeFirst()
    changed += Number(numUpdatedRows)
  }
  return changed
}

/** Ends what is of those whose last day is over. May run at any time and as often as one likes. */
export async function departAll(services: Services): Promise<void> {
  const now = services.clock()
  const configuration = services.published.current()?.configuration
  const today = configuration?.clockwork.at(now.toISOString()).date ?? now.toISOString().slice(0, 10)
  const due = await services.database
    .selectFrom('person')
    .select(['id', 'name'])
    .where('left_on', '<=', today)
    .where('departed_at', 'is', null)
    .execute()
  await eachAlone(
    services,
    due,
    ({ id }) => `who left: ${id}`,
    (person) => depart(services, person, today),
  )
}

/**
 * First what closes access, in one transaction: agreements, sign-ins, calendars, absences, the second factor. Then what
 * she asked for, her sessions, and at last the mark that all of it is done: what fails is tried again.
 */
async function depart(services: Services, person: { id: string; name: string }, today: string): Promise<void> {
  const { database, clock } = services
  await database.transaction().execute(async (queries) => {
    await holdPerson(queries, person.id)
    const at = clock().toISOString()
    const rows = await selectAgreements(queries)
      .where('telework_agreement.person', '=', person.id)
      .where('ended_at', 'is', null)
      .where('until_date', '>=', today)
      .execute()
    const record: AgreementRecord = { at, by: null, as: 'time', outcome: 'ended', reason: null }
    for (const { agreement } of await loadAgreements(queries, rows)) {
      const ended = { ...agreement, endedAt: at }
      await saveAgreement(services, queries, null, ended, record)
      await issueAgreementDocument(services, queries, ended, record)
    }
    const ended = await queries.deleteFrom('sign_in').where('person', '=', person.id).returning('id').execute()
    for (const { id } of ended) await notify(queries, signInEnded, id)
    await queries.deleteFrom('calendar_feed').where('person', '=', person.id).execute()
    await queries.deleteFrom('telework_draft').where('person', '=', person.id).execute()
    await queries
      .deleteFrom('absence')
      .where((e) => e.or([e('person', '=', person.id), e('deputy', '=', person.id)]))
      .execute()
    // Nobody assesses her home any more; its photos go with the check.
    await queries.deleteFrom('home_check').where('person', '=', person.id).where('state', '=', 'waiting').execute()
    await takeBackEquipment(services, queries, person, today)
    await notify(queries, accessChanged, person.id)
  })
  const open = await database
    .selectFrom('telework_request')
    .select('id')
    .where('person', '=', person.id)
    .where('state', 'in', ['open', 'returned', 'contested'])
    .execute()
  for (const { id } of open) await takeStep(services, null, id, async ({ request, at }) => withdrawByTime(request, at))
  const sessions = await database
    .selectFrom('session')
    .select('id')
    .where('person', '=', person.id)
    .where('state', 'in', ['placing', 'preparing', 'ready'])
    .execute()
  for (const { id } of sessions) await orderEnd(services, id, null, null)
  await database.transaction().execute(async (queries) => {
    const at = clock()
    await queries.updateTable('person').set({ departed_at: at }).where('id', '=', person.id).execute()
    const details = { person: person.id, sessions: sessions.length, requests: open.length }
    await services.events.record(queries, { at, kind: 'person.left', actor: null, clientAddress: null, details })
  })
}
