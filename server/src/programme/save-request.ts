import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { contestBodies } from '@nahtlos/core/programme/contest-bodies'
import { nextDeadline, patienceUntil } from '@nahtlos/core/programme/pass-time'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { addSealedDeeds, keepSealedTurns } from './confidential-finders.ts'
import {
  isConfidential,
  openConfidential,
  openNumber,
  partSteps,
  type SealedRecord,
  sealConfidential,
} from './confidential-steps.ts'
import { seal } from './sealed-answers.ts'

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
      steps: JSON.stringify(partSteps(request.steps).open),
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

/**
 * Adds the records that a step made, and keeps what the request has become by it and whose turn it is now. What is
 * confidential goes into the request's box, and nothing in the tables counts it.
 */
export async function saveStep(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  request: TeleworkRequest,
  records: readonly RequestRecord[],
): Promise<void> {
  const { confidential: box } = await queries
    .selectFrom('telework_request')
    .select('confidential')
    .where('id', '=', request.id)
    .executeTakeFirstOrThrow()
  const kept = openConfidential(secrets, box, request.id)
  const before = request.records.length - records.length
  const added = records.map((record, at) => ({ record, place: before + at + 1 }))
  const [hidden = [], shown = []] = [true, false].map((wanted) =>
    added.filter(({ record }) => isConfidential(request, record.step) === wanted),
  )
  await keepSteps({ secrets }, queries, request, [...kept.records, ...hidden.map(toSealed)])
  await addRecords(
    queries,
    request,
    shown.map(({ record }) => record),
    before - kept.records.length,
  )
  await addSealedDeeds(
    { secrets },
    queries,
    request,
    hidden.map(({ record }) => record),
  )
}

/** Keeps all of a request anew, sealing those of its records that are hidden. */
export async function rewriteSteps(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  request: TeleworkRequest,
  isHidden: (record: RequestRecord) => boolean,
): Promise<void> {
  const all = request.records.map((record, at) => ({ record, place: at + 1 }))
  const hidden = all.filter(({ record }) => isHidden(record))
  const shown = request.records.filter((record) => !isHidden(record))
  await keepSteps({ secrets }, queries, request, hidden.map(toSealed))
  await queries.deleteFrom('telework_record').where('request', '=', request.id).execute()
  await addRecords(queries, request, shown, 0)
  await addSealedDeeds(
    { secrets },
    queries,
    request,
    hidden.map(({ record }) => record),
  )
}

/** Keeps the steps of a request, with what of its records is sealed, and whose turn it is. */
async function keepSteps(
  { secrets }: Pick<Services, 'secrets'>,
  queries: Queries,
  request: TeleworkRequest,
  records: readonly SealedRecord[],
): Promise<void> {
  const { open, sealed } = partSteps(request.steps)
  const deadline = nextDeadline(request)
  await queries
    .updateTable('telework_request')
    .set({
      state: request.state,
      round: request.round,
      steps: JSON.stringify(open),
      confidential: sealConfidential(secrets, { ...sealed, records }, request.id),
      next_at: deadline === null ? null : new Date(deadline),
    })
    .where('id', '=', request.id)
    .execute()
  await queries.deleteFrom('telework_turn').where('request', '=', request.id).execute()
  const turns = turnsOf(request)
    .filter(({ step }) => !isConfidential(request, step))
    .map((turn) => ({ ...turn, step: openNumber(request, turn.step) }))
  if (turns.length > 0) await queries.insertInto('telework_turn').values(turns).execute()
  await keepSealedTurns({ secrets }, queries, request)
}

/** Adds open records, the first of them after so many. The steps of earlier rounds are gone: their numbers stay. */
async function addRecords(
  queries: Queries,
  request: TeleworkRequest,
  records: readonly RequestRecord[],
  before: number,
): Promise<void> {
  if (records.length === 0) return
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
        step: record.round === request.round ? openNumber(request, record.step) : record.step,
        outcome: record.outcome,
        reason: record.reason,
        alternatives: record.alternatives,
      })),
    )
    .execute()
}

function toSealed({ record, place }: { readonly record: RequestRecord; readonly place: number }): SealedRecord {
  return { ...record, place, by: record.by?.id ?? null, onBehalfOf: record.onBehalfOf?.id ?? null }
}

/** Whose turn it is, by the numbers of all steps. */
export function turnsOf(request: TeleworkRequest) {
  if (request.state === 'contested')
    return [
      {
        request: request.id,
        step: null,
        body: request.contest.body,
        escalated_to: contestBodies(request)[1] ?? null,
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
