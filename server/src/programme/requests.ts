import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Queries } from '../database/database.ts'

type RequestRow = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number]

/** Requests with the person they are about; add what you want and give the rows to `withRecords`. */
export function selectRequests(queries: Queries) {
  return queries
    .selectFrom('telework_request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .select(['telework_request.id', 'telework_request.person', 'person.name', 'person.department'])
    .select(['from_date', 'until_date', 'week', 'chain', 'state', 'step'])
    .orderBy('filed_at', 'desc')
    .orderBy('telework_request.id')
}

/** Makes requests of rows, with all that was recorded of each, oldest first. */
export async function withRecords(queries: Queries, rows: readonly RequestRow[]): Promise<TeleworkRequest[]> {
  if (rows.length === 0) return []
  const records = await queries
    .selectFrom('telework_record')
    .innerJoin('person', 'person.id', 'telework_record.by')
    .select(['request', 'at', 'by', 'person.name', 'acted_as', 'outcome', 'reason'])
    .where(
      'request',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('number')
    .execute()
  const byRequest = Map.groupBy(records, (record) => record.request)
  return rows.map((row) => ({
    id: row.id,
    person: { id: row.person, name: row.name, department: row.department },
    application: { from: row.from_date, until: row.until_date, week: row.week },
    state: row.state,
    step: row.step,
    chain: row.chain,
    records: (byRequest.get(row.id) ?? []).map(
      ({ at, by, name, acted_as, outcome, reason }): RequestRecord => ({
        at: at.toISOString(),
        by: { id: by, name },
        as: acted_as,
        outcome,
        reason,
      }),
    ),
  }))
}

/** One request; null where there is none. Inside a transaction it stays as it is until the end. */
export async function loadRequest(
  queries: Queries,
  id: string,
  lock: 'read' | 'change' = 'read',
): Promise<TeleworkRequest | null> {
  if (lock === 'change') {
    await queries.selectFrom('telework_request').select('id').where('id', '=', id).forUpdate().execute()
  }
  const rows = await selectRequests(queries).where('telework_request.id', '=', id).execute()
  const [request] = await withRecords(queries, rows)
  return request ?? null
}

/** Adds the record that a step made, and what the request has become by it. */
export async function saveStep(queries: Queries, request: TeleworkRequest, record: RequestRecord): Promise<void> {
  await queries
    .updateTable('telework_request')
    .set({ state: request.state, step: request.step })
    .where('id', '=', request.id)
    .execute()
  await queries
    .insertInto('telework_record')
    .values({
      request: request.id,
      number: request.records.length,
      at: new Date(record.at),
      by: record.by.id,
      acted_as: record.as,
      outcome: record.outcome,
      reason: record.reason,
    })
    .execute()
}
