import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { joinRecords, joinSteps, openConfidential } from './confidential-steps.ts'
import { unseal } from './sealed-answers.ts'

type RequestRow = Awaited<ReturnType<ReturnType<typeof selectRequests>['execute']>>[number]

/** A request with the account of the person's line manager, on which everybody's parts depend. */
export interface LoadedRequest {
  readonly request: TeleworkRequest
  readonly manager: string | null
}

/** Requests with the person they are about; add what you want and give the rows to `withRecords`. */
export function selectRequests(queries: Queries) {
  return queries
    .selectFrom('telework_request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .select(['telework_request.id', 'telework_request.person', 'person.name', 'person.department', 'person.manager'])
    .select(['application', 'sealed', 'state', 'round', 'steps', 'contest', 'detailed_length', 'patience'])
    .select('confidential')
}

/** Makes requests of rows, with all that was recorded of each, oldest first. */
export async function withRecords(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  rows: readonly RequestRow[],
): Promise<LoadedRequest[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const found = await recordsOf(queries, ids)
  const records = Map.groupBy(found, ({ request }) => request)
  const opened = rows.map((row) => ({ row, confidential: openConfidential(secrets, row.confidential, row.id) }))
  const names = await namesIn(queries, [
    ...found.map(({ by, on_behalf_of }) => ({ by, onBehalfOf: on_behalf_of })),
    ...opened.flatMap(({ confidential }) => confidential.records),
  ])
  const nameOf = (id: string) => names.get(id) ?? ''
  return opened.map(({ row, confidential }) => ({
    manager: row.manager,
    request: {
      id: row.id,
      person: { id: row.person, name: row.name, department: row.department },
      application: unseal(secrets, row.application, row.sealed, row.id),
      state: row.state,
      round: row.round,
      steps: joinSteps(row.steps, confidential),
      contest: row.contest,
      detailedLength: row.detailed_length,
      patience: row.patience,
      records: joinRecords(
        (records.get(row.id) ?? []).map((record) => toRecord(record, nameOf)),
        confidential,
        row.round,
        nameOf,
      ),
    },
  }))
}

function recordsOf(queries: Queries, requests: readonly string[]) {
  return queries
    .selectFrom('telework_record')
    .select(['request', 'at', 'by', 'acted_as', 'outcome', 'reason', 'alternatives', 'round', 'step', 'on_behalf_of'])
    .where('request', 'in', [...requests])
    .orderBy('number')
    .execute()
}

function toRecord(
  record: Awaited<ReturnType<typeof recordsOf>>[number],
  nameOf: (id: string) => string,
): RequestRecord {
  const named = (id: string | null) => (id === null ? null : { id, name: nameOf(id) })
  return {
    at: record.at.toISOString(),
    by: named(record.by),
    as: record.acted_as,
    onBehalfOf: named(record.on_behalf_of),
    round: record.round,
    step: record.step,
    outcome: record.outcome,
    reason: record.reason,
    alternatives: record.alternatives,
  }
}

/** The names of those who took steps: few people take many, and of confidential ones the ids alone are kept. */
async function namesIn(
  queries: Queries,
  records: readonly { readonly by: string | null; readonly onBehalfOf: string | null }[],
): Promise<Map<string, string>> {
  const ids = new Set(records.flatMap(({ by, onBehalfOf }) => [by ?? [], onBehalfOf ?? []].flat()))
  if (ids.size === 0) return new Map()
  const rows = await queries
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** One request; null where there is none. Inside a transaction it stays as it is until the end. */
export async function loadRequest(
  services: Pick<Services, 'secrets'>,
  queries: Queries,
  id: string,
  lock: 'read' | 'change' = 'read',
): Promise<LoadedRequest | null> {
  if (lock === 'change') {
    await queries.selectFrom('telework_request').select('id').where('id', '=', id).forUpdate().execute()
  }
  const rows = await selectRequests(queries).where('telework_request.id', '=', id).execute()
  const [loaded] = await withRecords(services, queries, rows)
  return loaded ?? null
}
