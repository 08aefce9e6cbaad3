import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { Queries } from '../database/database.ts'

/** Agreements of these people, newest first; `running` leaves out those that were ended early. */
export async function agreementsOf(
  queries: Queries,
  people: readonly string[],
  which: 'all' | 'running',
): Promise<TeleworkAgreement[]> {
  if (people.length === 0) return []
  let query = selectAgreements(queries).where('telework_agreement.person', 'in', [...people])
  if (which === 'running') query = query.where('ended_at', 'is', null)
  const rows = await query.orderBy('from_date', 'desc').orderBy('telework_agreement.id').execute()
  return rows.map(toAgreement)
}

export function selectAgreements(queries: Queries) {
  return queries
    .selectFrom('telework_agreement')
    .innerJoin('person', 'person.id', 'telework_agreement.person')
    .select(['telework_agreement.id', 'request', 'telework_agreement.person', 'person.name', 'person.department'])
    .select(['from_date', 'until_date', 'week', 'ended_at'])
}

type AgreementRow = Awaited<ReturnType<ReturnType<typeof selectAgreements>['execute']>>[number]

export function toAgreement(row: AgreementRow): TeleworkAgreement {
  return {
    id: row.id,
    request: row.request,
    person: { id: row.person, name: row.name, department: row.department },
    from: row.from_date,
    until: row.until_date,
    week: row.week,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}
