import type { waitingHomeChecks } from '@nahtlos/contract/api/home-workplace'
import type { HomeCheckOf } from '@nahtlos/contract/home-workplace/check'
import { monthsLater } from '@nahtlos/core/programme/calendar-date'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { departmentTitle } from '../people/department-title.ts'
import { recordLook } from '../privacy/record-look.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { type CheckRow, openCheck, record, sealCheck, toCheck } from './checks.ts'
import { homeRulesInForce } from './rules-in-force.ts'

/** Waiting checks of others, with the person. */
function selectWaiting(queries: Queries, caller: Caller) {
  return queries
    .selectFrom('home_check')
    .innerJoin('person', 'person.id', 'home_check.person')
    .select(['home_check.id', 'home_check.person', 'name', 'department', 'state', 'filed_at', 'sealed', 'valid_until'])
    .where('state', '=', 'waiting')
    .where('home_check.person', '!=', caller.person.id)
}

export async function waitingChecks(
  { database, published }: Services,
  caller: Caller,
): Promise<z.output<typeof waitingHomeChecks.answer>> {
  const rows = await selectWaiting(database, caller).orderBy('filed_at').orderBy('home_check.id').limit(500).execute()
  return rows.map(({ id, person, name, department, filed_at }) => ({
    id,
    person: { id: person, name, department },
    departmentTitle: departmentTitle(published.current(), department),
    filedAt: filed_at.toISOString(),
  }))
}

/** One waiting check; one's own and one that is decided are not there. */
export async function readCheck(services: Services, caller: Caller, id: string): Promise<HomeCheckOf> {
  const { database } = services
  const row = await selectWaiting(database, caller).where('home_check.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  await recordLook(services, database, { person: row.person, by: caller.person.id, what: 'home-workplace' })
  return toCheckOf(services, database, row)
}

async function toCheckOf(
  services: Services,
  queries: Queries,
  row: { readonly person: string; readonly name: string; readonly department: string } & CheckRow,
): Promise<HomeCheckOf> {
  const { checklist } = homeRulesInForce(services, row.department).rules
  const person = { id: row.person, name: row.name, department: row.department }
  return { person, checklist: [...checklist], ...(await toCheck(services, queries, row)) }
}

export async function readPhoto(services: Services, caller: Caller, check: string, photo: string): Promise<string> {
  const { database, secrets } = services
  const waiting = await selectWaiting(database, caller).where('home_check.id', '=', check).executeTakeFirst()
  const row = await database
    .selectFrom('home_photo')
    .select('sealed')
    .where('id', '=', photo)
    .where('home_check', '=', check)
    .executeTakeFirst()
  if (waiting === undefined || row === undefined) throw new ProblemError('not-found')
  await recordLook(services, database, { person: waiting.person, by: caller.person.id, what: 'photos' })
  return secrets.open(row.sealed, `home_photo ${photo}`)
}

/** Accepts or returns a check. Its photos have done their work and are deleted in the same transaction. */
export async function assessCheck(
  services: Services,
  caller: Caller,
  id: string,
  { accepted, remark }: { readonly accepted: boolean; readonly remark: string | null },
): Promise<HomeCheckOf> {
  if (!accepted && !remark) throw new ProblemError('reason-required')
  return services.database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('home_check').select('id').where('id', '=', id).forUpdate().execute()
    const row = await selectWaiting(transaction, caller).where('home_check.id', '=', id).executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    const { person } = row
    const { rules, today } = homeRulesInForce(services, row.department)
    await transaction.deleteFrom('home_photo').where('home_check', '=', id).execute()
    if (accepted) {
      await transaction
        .updateTable('home_check')
        .set({ state: 'superseded' })
        .where('person', '=', person)
        .where('state', '=', 'accepted')
        .execute()
    }
    const decided = {
      state: accepted ? ('accepted' as const) : ('returned' as const),
      valid_until: accepted ? monthsLater(today, rules.confirmEveryMonths) : null,
      sealed: sealCheck(services, id, { ...openCheck(services, id, row.sealed), remark }),
    }
    await transaction
      .updateTable('home_check')
      .set({ ...decided, decided_at: services.clock(), decided_by: caller.person.id })
      .where('id', '=', id)
      .execute()
    await notify(transaction, accessChanged, person)
    const kind = accepted ? 'home-check-accepted' : 'home-check-returned'
    await tell(services, transaction, { people: [person], kind, key: id })
    await record(services, transaction, caller, `home-workplace.${decided.state}`, person)
    return toCheckOf(services, transaction, { ...row, ...decided })
  })
}
