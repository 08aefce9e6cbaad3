import type { Device, Holding } from '@nahtlos/contract/equipment/device'
import type { RequestRecord } from '@nahtlos/contract/programme/telework-request'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import { selectRequests, withRecords } from '../programme/requests.ts'
import type { Services } from '../services.ts'
import { equipmentInForce } from './rules-in-force.ts'
import { stepWithin } from './take-step.ts'

const approvals: ReadonlySet<RequestRecord['outcome']> = new Set(['approved', 'contest-granted'])

/** Hands a device over. Whoever approved what the person works by from home hands nothing out to her. */
export function handOver(
  services: Services,
  caller: Caller,
  device: string,
  to: Pick<Holding, 'person' | 'dueOn'>,
): Promise<Device> {
  const { today } = equipmentInForce(services)
  return services.database.transaction().execute(async (queries) => {
    if (await hasApproved(services, queries, caller.person.id, to.person.id, today))
      throw new ProblemError('approved-before')
    return (await stepWithin(services, queries, caller, device, 'any', { deed: 'handed-over', ...to })).device
  })
}

/** Whether somebody approved a request of this person that is not over: still open, or an agreement that runs. */
async function hasApproved(
  services: Services,
  queries: Queries,
  by: string,
  person: string,
  today: string,
): Promise<boolean> {
  const rows = await selectRequests(queries)
    .where('telework_request.person', '=', person)
    .where(
      sql<boolean>`(state in ('open', 'returned', 'contested') or exists (
        select from telework_agreement where telework_agreement.request = telework_request.id
          and ended_at is null and telework_agreement.until_date >= ${today}))`,
    )
    .execute()
  const requests = await withRecords(services, queries, rows)
  return requests.some(({ request }) =>
    request.records.some((record) => record.by?.id === by && approvals.has(record.outcome)),
  )
}
