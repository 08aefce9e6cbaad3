import type {
  AgreementChange,
  AgreementRecord,
  TeleworkAgreement,
} from '@nahtlos/contract/programme/telework-agreement'
import { withChanges } from '@nahtlos/core/programme/agreement-day'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/** Agreements of these people with what was granted in between, newest first; `running` leaves out ended ones. */
export async function agreementsOf(
  queries: Queries,
  people: readonly string[],
  which: 'all' | 'running',
): Promise<TeleworkAgreement[]> {
  if (people.length === 0) return []
  let query = selectAgreements(queries).where('telework_agreement.person', 'in', [...people])
  if (which === 'running') query = query.where('ended_at', 'is', null)
  const rows = await query.orderBy('from_date', 'desc').orderBy('telework_agreement.id').execute()
  return (await loadAgreements(queries, rows, 'granted')).map(({ agreement }) => agreement)
}

export function selectAgreements(queries: Queries) {
  return queries
    .selectFrom('telework_agreement')
    .innerJoin('person', 'person.id', 'telework_agreement.person')
    .select(['telework_agreement.id', 'request', 'telework_agreement.person', 'person.name', 'person.manager'])
    .select(['telework_agreement.department', 'telework_agreement.type', 'days_per_month', 'protection_need'])
    .select(['from_date', 'until_date', 'week', 'suspended_at', 'ended_at'])
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof selectAgreements>['execute']>>[number]

export interface LoadedAgreement {
  readonly agreement: TeleworkAgreement
  /** Newest first. */
  readonly changes: readonly AgreementChange[]
  /** The account of the person's line manager. */
  readonly manager: string | null
}

/** Agreements of rows with all their changes, or those alone that were granted, in one query more. */
export async function loadAgreements(
  queries: Queries,
  rows: readonly AgreementRow[],
  which: 'all' | 'granted' = 'all',
): Promise<LoadedAgreement[]> {
  if (rows.length === 0) return []
  const all = queries
    .selectFrom('agreement_change')
    .leftJoin('person', 'person.id', 'decided_by')
    .select(['agreement_change.id', 'agreement', 'wish', 'state', 'asked_at', 'decided_at', 'person.name', 'reason'])
    // One parameter, however many they are.
    .where(sql<boolean>`agreement = any(${rows.map(({ id }) => id)}::uuid[])`)
    .orderBy('asked_at', 'desc')
  const found = await (which === 'all' ? all : all.where('state', '=', 'granted')).execute()
  const byAgreement = Map.groupBy(found, ({ agreement }) => agreement)
  return rows.map((row) => {
    const changes = (byAgreement.get(row.id) ?? []).map(
      ({ id, agreement, wish, state, asked_at, decided_at, name, reason }): AgreementChange => ({
        id,
        agreement,
        wish,
        state,
        askedAt: asked_at.toISOString(),
        decidedAt: decided_at?.toISOString() ?? null,
        decidedBy: name,
        reason,
      }),
    )
    return { agreement: withChanges(plain(row), changes), changes, manager: row.manager }
  })
}

function plain(row: AgreementRow): TeleworkAgreement {
  return {
    id: row.id,
    request: row.request,
    type: row.type,
    person: { id: row.person, name: row.name, department: row.department },
    from: row.from_date,
    until: row.until_date,
    week: row.week,
    daysPerMonth: row.days_per_month,
    protectionNeed: row.protection_need,
    deviations: [],
    days: [],
    suspendedAt: row.suspended_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}

/**
 * One agreement; null where there is none. With `change`, it and everything else that is agreed with this person stay
 * as they are until the end of the transaction.
 */
export async function loadAgreement(
  queries: Queries,
  id: string,
  lock: 'read' | 'change' = 'read',
): Promise<LoadedAgreement | null> {
  if (lock === 'change') {
    const row = await queries.selectFrom('telework_agreement').select('person').where('id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    await holdPerson(queries, row.person)
    await queries.selectFrom('telework_agreement').select('id').where('id', '=', id).forUpdate().execute()
  }
  const rows = await selectAgreements(queries).where('telework_agreement.id', '=', id).execute()
  return (await loadAgreements(queries, rows))[0] ?? null
}

/** Of two transactions that change what is agreed with a person the second waits for the first, and sees it. */
export async function holdPerson(queries: Queries, person: string): Promise<void> {
  await queries.selectFrom('person').select('id').where('id', '=', person).forNoKeyUpdate().execute()
}

/** What happened to these agreements, oldest first, by agreement. */
export async function agreementRecords(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, AgreementRecord[]>> {
  if (ids.length === 0) return new Map()
  const rows = await queries
    .selectFrom('agreement_record')
    .leftJoin('person', 'person.id', 'by')
    .select(['agreement', 'at', 'by', 'name', 'acted_as', 'outcome', 'reason'])
    .where('agreement', 'in', [...ids])
    .orderBy('number')
    .execute()
  const records = new Map<string, AgreementRecord[]>()
  for (const { agreement, at, by, name, acted_as: as, outcome, reason } of rows) {
    const list = records.get(agreement) ?? []
    list.push({ at: at.toISOString(), by: by === null ? null : { id: by, name: name ?? '' }, as, outcome, reason })
    records.set(agreement, list)
  }
  return records
}
