import { randomUUID } from 'node:crypto'
import type { TeleworkApplication, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import * as core from '@nahtlos/core/programme/file-request'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { recordStep, taken } from './acting.ts'
import { agreementsOf } from './agreements.ts'
import { decidersOf, idsOf } from './deciders.ts'
import { programmeInForce } from './programme-in-force.ts'
import { selectRequests, withRecords } from './requests.ts'

/** Files the caller's request, in one transaction with a look at what she filed before. */
export async function fileRequest(
  services: Services,
  caller: Caller,
  application: TeleworkApplication,
): Promise<TeleworkRequest> {
  const { configuration, programme, today } = programmeInForce(services)
  const { id, name, department } = caller.person
  const office = configuration.departments.get(department)
  if (office === undefined) throw new ProblemError('not-in-programme')
  return services.database.transaction().execute(async (transaction) => {
    // Two requests of one person at once would not see each other.
    await transaction.selectFrom('person').select('id').where('id', '=', id).forUpdate().execute()
    const rows = await selectRequests(transaction).where('telework_request.person', '=', id).execute()
    const { request, record } = taken(
      core.fileRequest({
        id: randomUUID(),
        at: services.clock().toISOString(),
        today,
        programme,
        department: office,
        person: { id, name, department },
        application,
        deciders: idsOf(await decidersOf(transaction, { id, department })),
        requests: await withRecords(transaction, rows),
        agreements: await agreementsOf(transaction, [id], 'all'),
      }),
    )
    await transaction
      .insertInto('telework_request')
      .values({
        id: request.id,
        person: id,
        from_date: application.from,
        until_date: application.until,
        week: JSON.stringify(application.week),
        chain: request.chain,
        state: request.state,
        step: request.step,
        filed_at: new Date(record.at),
      })
      .execute()
    await transaction
      .insertInto('telework_record')
      .values({
        request: request.id,
        number: 1,
        at: new Date(record.at),
        by: id,
        acted_as: record.as,
        outcome: record.outcome,
        reason: null,
      })
      .execute()
    await recordStep(services, transaction, caller, 'telework.filed', { request: request.id })
    return request
  })
}
