import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { AgreementRecord, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { carriedOver } from '@nahtlos/core/programme/carry-over'
import { stagesOf } from '@nahtlos/core/programme/stages'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { equipmentFollows } from '../equipment/follow-agreement.ts'
import type { Services } from '../services.ts'
import { recordStep } from './acting.ts'
import { agreementRecords, agreementsOf, type LoadedAgreement, loadAgreement } from './agreements.ts'
import { programmeInForce } from './programme-in-force.ts'
import { firstWithMembers } from './tell-of-step.ts'

/** Keeps a new agreement; the one that it replaces ends the day before it begins. */
export async function insertAgreement(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  agreement: TeleworkAgreement,
  application: TeleworkApplication,
): Promise<void> {
  await queries
    .insertInto('telework_agreement')
    .values({
      id: agreement.id,
      request: agreement.request,
      person: agreement.person.id,
      type: agreement.type,
      department: agreement.person.department,
      from_date: agreement.from,
      until_date: agreement.until,
      week: JSON.stringify(agreement.week),
      days_per_month: agreement.daysPerMonth,
      protection_need: agreement.protectionNeed,
      suspended_at: null,
      ended_at: null,
    })
    .execute()
  const at = services.clock().toISOString()
  await saveAgreement(services, queries, caller, agreement, { at, by: null, as: 'time', outcome: 'made', reason: null })
  if (agreement.suspendedAt !== null)
    await saveAgreement(services, queries, null, agreement, {
      ...(await lastSuspension(queries, agreement.person.id)),
      at,
    })
  if (application.kind !== 'change' || application.agreement === null) return
  const replaced = await loadAgreement(queries, application.agreement, 'change')
  if (replaced === null || replaced.agreement.endedAt !== null) return
  const { agreement: old } = replaced
  const until = daysFrom(agreement.from, -1)
  const next = until < old.from ? { ...old, endedAt: at } : { ...old, until: [until, old.until].toSorted()[0] ?? until }
  await carryOver(queries, replaced, agreement)
  await saveAgreement(services, queries, caller, next, { at, by: null, as: 'time', outcome: 'replaced', reason: null })
}

/** The wishes of the agreement that is replaced go over to the new one, as far as they fit. */
async function carryOver(queries: Queries, old: LoadedAgreement, next: TeleworkAgreement): Promise<void> {
  for (const carried of carriedOver(old.agreement, old.changes, next)) {
    const { id, what } = carried
    if (what === 'copied') {
      await sql`insert into agreement_change (id, agreement, wish, state, asked_at, decided_at, decided_by, reason)
        select gen_random_uuid(), ${next.id}, ${JSON.stringify(carried.wish)}::jsonb, state, asked_at, decided_at,
          decided_by, reason from agreement_change where id = ${id}`.execute(queries)
    } else {
      const change = what === 'moved' ? { agreement: next.id } : { state: 'cancelled' as const }
      await queries.updateTable('agreement_change').set(change).where('id', '=', id).execute()
    }
  }
}

/** Why a person is suspended, to stand with what was agreed meanwhile. */
async function lastSuspension(queries: Queries, person: string): Promise<AgreementRecord> {
  const agreements = await agreementsOf(queries, [person], 'all')
  const ids = agreements.map(({ id }) => id)
  const records = [...(await agreementRecords(queries, ids)).values()].flat()
  const last = records
    .filter(({ outcome }) => outcome === 'suspended')
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1)
  if (last === undefined) throw new Error(`${person} is suspended, and nothing was recorded of it`)
  return last
}

/** Keeps what an agreement has become, the record of it, and tells everybody who decides about access. */
export async function saveAgreement(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  agreement: TeleworkAgreement,
  record: AgreementRecord,
): Promise<void> {
  await queries
    .updateTable('telework_agreement')
    .set({
      until_date: agreement.until,
      suspended_at: agreement.suspendedAt === null ? null : new Date(agreement.suspendedAt),
      ended_at: agreement.endedAt === null ? null : new Date(agreement.endedAt),
    })
    .where('id', '=', agreement.id)
    .execute()
  await queries
    .insertInto('agreement_record')
    .values({
      agreement: agreement.id,
      number: sql<number>`(select count(*) + 1 from agreement_record where agreement = ${agreement.id})`,
      at: new Date(record.at),
      by: record.by?.id ?? null,
      acted_as: record.as,
      outcome: record.outcome,
      reason: record.reason,
    })
    .execute()
  await notify(queries, accessChanged, agreement.person.id)
  await equipmentFollows(services, queries, agreement, record.outcome)
  const rules = programmeInForce(services).rules(agreement.type, agreement.person.department)
  const granting = await firstWithMembers(services, queries, agreement.person.id, rules.agreement.granting)
  // Whoever came last in the chain made it work, and has to know when it is over.
  const working = stagesOf(rules.chain).at(-1) ?? []
  await recordStep(
    services,
    queries,
    caller,
    `agreement.${record.outcome}`,
    {
      agreement: agreement.id,
      request: agreement.request,
      person: agreement.person.id,
      as: record.as,
      until: agreement.until,
    },
    [...granting, ...working.map(({ body }) => body)],
  )
}
