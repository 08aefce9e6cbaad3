import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { nextDeadline, patienceUntil } from '@nahtlos/core/programme/pass-time'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { seal, unseal } from './sealed-answers.ts'

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
}

/** Makes requests of rows, with all that was recorded of each, oldest first. */
export async function withRecords(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  rows: readonly RequestRow[],
): Promise<LoadedRequest[]> {
  if (rows.length === 0) return []
  const records = await queries
    .selectFrom('telework_record')
    .leftJoin('person', 'person.id', 'telework_record.by')
    .leftJoin('person as absent', 'absent.id', 'telework_record.on_behalf_of')
    .select(['request', 'at', 'by', 'person.name', 'acted_as', 'outcome', 'reason', 'alternatives', 'round', 'step'])
    .select(['on_behalf_of', 'absent.name as absent_name'])
    .where(
      'request',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('number')
    .execute()
  const byRequest = Map.groupBy(records, (record) => record.request)
  return rows.map((row) => ({
    manager: row.manager,
    request: {
      id: row.id,
      person: { id: row.person, name: row.name, department: row.department },
      application: unseal(secrets, row.application, row.sealed, row.id),
      state: row.state,
      round: row.round,
      steps: row.steps,
      contest: row.contest,
      detailedLength: row.detailed_length,
      patience: row.patience,
      records: (byRequest.get(row.id) ?? []).map(
        (record): RequestRecord => ({
          at: record.at.toISOString(),
          by: record.by === null ? null : { id: record.by, name: record.name ?? '' },
          as: record.acted_as,
          onBehalfOf: record.on_behalf_of === null ? null : { id: record.on_behalf_of, name: record.absent_name ?? '' },
          round: record.round,
          step: record.step,
          outcome: record.outcome,
          reason: record.reason,
          alternatives: record.alternatives,
        }),
      ),
    },
  }))
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

/** Keeps a request that is filed for the first time, without its records. */
export async function insertRequest(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  request: TeleworkRequest,
  at: Date,
): Promise<void> {
  const { id, person, application } = request
  const { open, sealed } = seal(secrets, application, id)
  await queries
    .insertInto('telework_request')
    .values({
      id,
      person: person.id,
      type: application.type,
      kind: application.kind,
      from_date: application.from,
      until_date: application.until,
      application: JSON.stringify(open),
      sealed,
      state: request.state,
      round: request.round,
      steps: JSON.stringify(request.steps),
      contest: JSON.stringify(request.contest),
      detailed_length: request.detailedLength,
      patience: JSON.stringify(request.patience),
      filed_at: at,
      next_at: null,
    })
    .execute()
  await keepVersion({ secrets }, queries, request, at)
}

/** Keeps what was filed in this round, and makes it what the request asks for. */
export async function saveCorrection(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  request: TeleworkRequest,
  at: Date,
): Promise<void> {
  const { application } = request
  const { open, sealed } = seal(secrets, application, request.id)
  await queries
    .updateTable('telework_request')
    .set({
      type: application.type,
      kind: application.kind,
      from_date: application.from,
      until_date: application.until,
      application: JSON.stringify(open),
      sealed,
      contest: JSON.stringify(request.contest),
      detailed_length: request.detailedLength,
      patience: JSON.stringify(request.patience),
    })
    .where('id', '=', request.id)
    .execute()
  await keepVersion({ secrets }, queries, request, at)
}

async function keepVersion(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  { id, round, application }: { id: string; round: number; application: TeleworkApplication },
  at: Date,
): Promise<void> {
  const { open, sealed } = seal(secrets, application, id)
  await queries
    .insertInto('telework_version')
    .values({ request: id, round, application: JSON.stringify(open), sealed, filed_at: at })
    .execute()
}

/** Adds the records that a step made, and keeps what the request has become by it and whose turn it is now. */
export async function saveStep(
  queries: Queries,
  request: TeleworkRequest,
  records: readonly RequestRecord[],
): Promise<void> {
  const deadline = nextDeadline(request)
  await queries
    .updateTable('telework_request')
    .set({
      state: request.state,
      round: request.round,
      steps: JSON.stringify(request.steps),
      next_at: deadline === null ? null : new Date(deadline),
    })
    .where('id', '=', request.id)
    .execute()
  const before = request.records.length - records.length
  if (records.length > 0)
    await queries
      .insertInto('telework_record')
      .values(
        records.map((record, at) => ({
          request: request.id,
          number: before + at + 1,
          at: new Date(record.at),
          by: record.by?.id ?? null,
          on_behalf_of: record.onBehalfOf?.id ?? null,
          acted_as: record.as,
          round: record.round,
          step: record.step,
          outcome: record.outcome,
          reason: record.reason,
          alternatives: record.alternatives,
        })),
      )
      .execute()
  await queries.deleteFrom('telework_turn').where('request', '=', request.id).execute()
  const turns = turnsOf(request)
  if (turns.length > 0) await queries.insertInto('telework_turn').values(turns).execute()
}

/** Whose turn it is. */
export function turnsOf(request: TeleworkRequest) {
  if (request.state === 'contested')
    return [
      {
        request: request.id,
        step: null,
        body: request.contest.body,
        escalated_to: null,
        due_at: new Date(patienceUntil(request) ?? 0),
      },
    ]
  if (request.state !== 'open') return []
  return request.steps
    .filter(({ state }) => state === 'open')
    .map(({ number, body, escalated, escalateTo, dueAt }) => ({
      request: request.id,
      step: number,
      body,
      escalated_to: escalated ? escalateTo : null,
      due_at: dueAt === null ? null : new Date(dueAt),
    }))
}
