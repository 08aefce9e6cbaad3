import type { Evidence } from '@nahtlos/contract/api/privacy'
import type { DataProtection, RetentionClass } from '@nahtlos/contract/configuration/data-protection'
import { monthsLater } from '@nahtlos/core/programme/calendar-date'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { holdersOf } from '../people/holders-of.ts'
import { forgetFinders } from '../programme/confidential-finders.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { readCatalogue } from './catalogue.ts'
import { beginErasing, leaveEvidence } from './destroy.ts'
import { remove, withDependents } from './rows.ts'
import { dataProtectionInForce } from './rules-in-force.ts'

/** Cases, each destroyed by itself with evidence of its own. */
export type CaseClass = 'closed-request' | 'ended-agreement'

interface Case {
  readonly id: string
  readonly person: string
  readonly department: string
}

/** Cases handled in one round: the next one is a minute later. */
const most = 200

/**
 * Destroys what its clock has run out for. Cases that belong to the archive first are offered, and wait for the
 * archive's word or for the end of its time. May run at any time and as often as one likes.
 */
export async function keepClocks(services: Services): Promise<void> {
  const before = (name: RetentionClass, table = 'person') => clockOf(services, name, table)
  for (const name of ['closed-request', 'ended-agreement'] as const) {
    const due = await dueCases(services.database, name, before(name))
    await eachAlone(
      services,
      due,
      ({ id }) => `case ${id}`,
      ({ id, person, department }) => {
        const { rules } = dataProtectionInForce(services, department)
        return rules.retention[name].archive
          ? offerOrDestroy(services, name, id, person, rules.archiveDays)
          : destroyCase(services, name, id, 'retention', null)
      },
    )
  }
  await sweepEntries(services, 'notice', 'notice', sql`at < ${before('notice', 'notice')}`)
  await sweepEntries(services, 'notice', 'mail', sql`made_at < ${before('notice', 'mail')}`)
  await sweepEntries(services, 'look', 'look', sql`at < ${before('look', 'look')}`)
  // Whose department rules it stands in the boxes alone: here the city's clock holds.
  await sweepEntries(
    services,
    'look',
    'sealed_look',
    sql`month + interval '1 month' <= ${clockOf(services, 'look', 'city')}`,
  )
  await sweepEntries(services, 'event', 'event', sql`at < ${before('event')}`)
  // What was superseded, or ran out, or was returned and never answered anew.
  await sweepEntries(
    services,
    'home-workplace',
    'home_check',
    sql`coalesce(valid_until, filed_at::date) < ${before('home-workplace', 'home_check')}`,
  )
  await sweepEntries(services, 'home-workplace', 'training', sql`valid_until < ${before('home-workplace', 'training')}`)
  await sweepEntries(services, 'absence', 'absence', sql`until_date < ${before('absence', 'absence')}`)
  await sweepEntries(services, 'look', 'look_up', sql`asked_at < ${before('look', 'look_up')}`)
  await forgetHolders(services)
}

/**
 * Before which date the clock of a class has run out, for a row of this table: as the department of its person rules,
 * else as the city does.
 */
function clockOf(services: Services, name: RetentionClass, table: string): RawBuilder<unknown> {
  const { rules, today } = dataProtectionInForce(services)
  const before = ({ retention }: DataProtection) => monthsLater(today, -retention[name].months)
  const city = sql`${before(rules)}::date`
  const departments = [...new Set(rules.otherwise.flatMap((part) => part.departments))]
  const own = departments.map((id) => [id, before(dataProtectionInForce(services, id).rules)] as const)
  if (name === 'event' || table === 'city' || own.every(([, date]) => date === before(rules))) return city
  const date = sql`coalesce((${JSON.stringify(Object.fromEntries(own))}::jsonb ->> person.department)::date, ${city})`
  return table === 'person' ? date : sql`(select ${date} from person where person.id = ${sql.ref(`${table}.person`)})`
}

/**
 * Cases that were closed before this date, and objections and corrections that nobody ever closed though the time
 * that was asked for was over before it. A request with an agreement goes with it.
 */
async function dueCases(queries: Queries, name: CaseClass, before: RawBuilder<unknown>): Promise<Case[]> {
  const found =
    name === 'closed-request'
      ? await sql<Case>`
          select telework_request.id, telework_request.person, department
          from telework_request join person on person.id = telework_request.person
          where (state in ('rejected', 'withdrawn')
              or (state in ('returned', 'contested') and until_date < ${before}))
            and (select max(at) from telework_record where request = telework_request.id) < ${before}
          order by filed_at limit ${most}`.execute(queries)
      : await sql<Case>`
          select telework_agreement.id, telework_agreement.person, person.department
          from telework_agreement join person on person.id = telework_agreement.person
          where coalesce(ended_at::date, until_date) < ${before}
          order by until_date limit ${most}`.execute(queries)
  return found.rows
}

async function offerOrDestroy(
  services: Services,
  name: CaseClass,
  id: string,
  person: string,
  archiveDays: number,
): Promise<void> {
  const { database, clock } = services
  const offer = await database
    .selectFrom('archive_offer')
    .select(['until_at', 'decision'])
    .where('class', '=', name)
    .where('subject', '=', id)
    .executeTakeFirst()
  const now = clock()
  if (offer === undefined) {
    const until = new Date(now.getTime() + archiveDays * 86_400_000)
    await database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('archive_offer')
        .values({
          class: name,
          subject: id,
          person,
          offered_at: now,
          until_at: until,
          decision: null,
          decided_by: null,
        })
        .onConflict((conflict) => conflict.columns(['class', 'subject']).doNothing())
        .execute()
      const people = await holdersOf(transaction, 'archivist')
      await tell(services, transaction, { people, kind: 'archive-offer', key: `${name} ${id}` })
    })
  } else if (offer.decision !== null) {
    await destroyCase(services, name, id, offer.decision === 'taken' ? 'archive-taken' : 'archive-declined', null)
  } else if (offer.until_at <= now) {
    await destroyCase(services, name, id, 'archive-silent', null)
  }
}

/** Deletes one case with everything that hangs on it; an agreement takes the request along that it came from. */
async function destroyCase(
  services: Services,
  name: CaseClass,
  id: string,
  reason: Evidence['reason'],
  by: string | null,
): Promise<void> {
  await services.database.transaction().execute(async (transaction) => {
    await beginErasing(transaction)
    const catalogue = await readCatalogue(transaction)
    const subject = await requestOf(transaction, name, id)
    await forgetFinders(services, transaction, [subject])
    const request = sql`telework_request.id = ${subject}`
    const rows = await remove(transaction, withDependents(catalogue, { table: 'telework_request', condition: request }))
    const offers = await transaction.deleteFrom('archive_offer').where('subject', '=', id).returning('id').execute()
    if (offers.length > 0) rows.archive_offer = offers.length
    await leaveEvidence(services, transaction, { class: name, reason, subject: id, rows, by })
  })
}

/** The request that a case is, or that it came from: what leads to it is gone before it is. */
export async function requestOf(queries: Queries, name: CaseClass, id: string): Promise<string> {
  if (name === 'closed-request') return id
  const found = await queries.selectFrom('telework_agreement').select('request').where('id', '=', id).executeTakeFirst()
  return found?.request ?? id
}

type SweptTable =
  | 'notice'
  | 'mail'
  | 'look'
  | 'sealed_look'
  | 'look_up'
  | 'event'
  | 'home_check'
  | 'training'
  | 'absence'

/** Deletes entries that are no case of their own; one evidence for all of them. */
async function sweepEntries(
  services: Services,
  name: RetentionClass,
  table: SweptTable,
  condition: ReturnType<typeof sql>,
): Promise<void> {
  const { database } = services
  const due = await sql`select 1 from ${sql.table(table)} where ${condition} limit 1`.execute(database)
  if (due.rows.length === 0) return
  await database.transaction().execute(async (transaction) => {
    await beginErasing(transaction)
    const rows = await remove(transaction, [{ table, condition }])
    const subject = `${table} ${services.clock().toISOString()}`
    await leaveEvidence(services, transaction, { class: name, reason: 'retention', subject, rows, by: null })
  })
}

/** Who had a device long ago is nobody's business any more; what was done with the device stays. */
async function forgetHolders(services: Services): Promise<void> {
  const { database } = services
  const before = clockOf(services, 'device-history', 'device_record')
  // A holding that is not over is needed, however long ago it began.
  const condition = sql`person is not null and at < ${before}
    and not exists (select from device where device.id = device_record.device and device.holder = device_record.person)`
  const due = await sql`select 1 from device_record where ${condition} limit 1`.execute(database)
  if (due.rows.length === 0) return
  await database.transaction().execute(async (transaction) => {
    await beginErasing(transaction)
    const changed = await sql`update device_record set person = null where ${condition}`.execute(transaction)
    const papers = await sql`delete from telework_document where device is not null
      and issued_at < ${clockOf(services, 'device-history', 'telework_document')}
      and not exists (select from device where device.id = telework_document.device
        and device.holder = telework_document.person)`.execute(transaction)
    const rows = {
      device_record: Number(changed.numAffectedRows ?? 0),
      telework_document: Number(papers.numAffectedRows ?? 0),
    }
    const subject = `device_record ${services.clock().toISOString()}`
    await leaveEvidence(services, transaction, {
      class: 'device-history',
      reason: 'retention',
      subject,
      rows,
      by: null,
    })
  })
}
