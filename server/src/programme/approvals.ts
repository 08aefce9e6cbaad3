import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { stepsOf } from '@nahtlos/core/programme/actor'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { ProblemError } from '../problem-error.ts'
import { actorOn } from './acting.ts'
import { selectAgreements, toAgreement } from './agreements.ts'
import { loadRequest, selectRequests, withRecords } from './requests.ts'

/** Requests shown at most in one list. */
const most = 500

/** The open requests whose turn is the caller's, oldest last. */
export async function waitingFor(queries: Queries, caller: Caller): Promise<TeleworkRequest[]> {
  const rows = await selectRequests(queries)
    .where('state', '=', 'open')
    .where('telework_request.person', '!=', caller.person.id)
    .where((e) => {
      const { manages, heads, forIt } = parts(caller, e)
      return e.or([
        e.and([e('step', '=', 'line-manager'), manages]),
        e.and([e('step', '=', 'head-of-department'), heads]),
        e.and([e('step', '=', 'it'), forIt]),
      ])
    })
    .where((e) => e.not(decidedBy(caller, e)))
    .limit(most)
    .execute()
  return withRecords(queries, rows)
}

/** The requests that the caller decided a step of, newest first. */
export async function decidedRequests(queries: Queries, caller: Caller): Promise<TeleworkRequest[]> {
  const rows = await selectRequests(queries)
    .where((e) => decidedBy(caller, e))
    .limit(most)
    .execute()
  return withRecords(queries, rows)
}

/** Running agreements of those whom the caller approves for. */
export async function approvedAgreements(
  queries: Queries,
  caller: Caller,
  today: string,
): Promise<TeleworkAgreement[]> {
  const rows = await selectAgreements(queries)
    .where('ended_at', 'is', null)
    .where('until_date', '>=', today)
    .where('telework_agreement.person', '!=', caller.person.id)
    .where((e) => {
      const { manages, heads, forIt } = parts(caller, e)
      return e.or([manages, heads, forIt])
    })
    .orderBy('from_date', 'desc')
    .orderBy('telework_agreement.id')
    .limit(most)
    .execute()
  return rows.map(toAgreement)
}

/** A request that is the caller's, waits for her, or was decided by her; any other answers as if it weren't there. */
export async function visibleRequest(queries: Queries, caller: Caller, id: string): Promise<TeleworkRequest> {
  const request = await loadRequest(queries, id)
  if (request === null) throw new ProblemError('not-found')
  if (request.person.id === caller.person.id) return request
  if (request.records.some(({ by, as }) => as !== 'person' && by.id === caller.person.id)) return request
  const steps = stepsOf(await actorOn(queries, caller, request.person), request.person)
  if (request.step !== null && steps.includes(request.step)) return request
  throw new ProblemError('not-found')
}

/** In which parts the caller approves for a row's person; the same rules as `stepsOf`, for many at once. */
function parts(caller: Caller, e: ExpressionBuilder<Tables, 'person'>) {
  const { account, department, roles } = caller.person
  return {
    manages: e('person.manager', '=', account),
    heads: e.and([e('person.department', '=', department), e.lit(roles.includes('head-of-department'))]),
    forIt: e.lit(roles.includes('it-approver')),
  }
}

function decidedBy(caller: Caller, e: ExpressionBuilder<Tables, 'telework_request'>): Expression<SqlBool> {
  return e.exists(
    e
      .selectFrom('telework_record')
      .select('number')
      .whereRef('telework_record.request', '=', 'telework_request.id')
      .where('telework_record.by', '=', caller.person.id)
      .where('acted_as', '!=', 'person'),
  )
}
