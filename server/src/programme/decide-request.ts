import { randomUUID } from 'node:crypto'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { decide } from '@nahtlos/core/programme/decide'
import { withdraw } from '@nahtlos/core/programme/withdraw'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOn, recordStep, taken } from './acting.ts'
import { loadRequest, saveStep } from './requests.ts'

interface Wish {
  readonly step: ApprovalStep
  readonly outcome: 'approved' | 'rejected'
  readonly reason: string | null
}

/** Decides the step whose turn it is. Of two decisions at once the second waits for the first, and finds it passed. */
export async function decideRequest(
  services: Services,
  caller: Caller,
  id: string,
  wish: Wish,
): Promise<TeleworkRequest> {
  return services.database.transaction().execute(async (transaction) => {
    const before = await loadRequest(transaction, id, 'change')
    if (before === null) throw new ProblemError('not-found')
    const { request, record, agreement } = taken(
      decide(before, {
        ...wish,
        at: services.clock().toISOString(),
        actor: await actorOn(transaction, caller, before.person),
        agreement: randomUUID(),
      }),
    )
    await saveStep(transaction, request, record)
    if (agreement !== null) await saveAgreement(transaction, agreement)
    const kind = wish.outcome === 'approved' ? 'telework.approved' : 'telework.rejected'
    await recordStep(services, transaction, caller, kind, { request: id, as: record.as, agreement: agreement?.id })
    return request
  })
}

export async function withdrawRequest(services: Services, caller: Caller, id: string): Promise<TeleworkRequest> {
  return services.database.transaction().execute(async (transaction) => {
    const before = await loadRequest(transaction, id, 'change')
    if (before === null) throw new ProblemError('not-found')
    const at = services.clock().toISOString()
    const { request, record } = taken(withdraw(before, { at, actor: caller.person }))
    await saveStep(transaction, request, record)
    await recordStep(services, transaction, caller, 'telework.withdrawn', { request: id })
    return request
  })
}

async function saveAgreement(queries: Queries, agreement: TeleworkAgreement): Promise<void> {
  await queries
    .insertInto('telework_agreement')
    .values({
      id: agreement.id,
      request: agreement.request,
      person: agreement.person.id,
      from_date: agreement.from,
      until_date: agreement.until,
      week: JSON.stringify(agreement.week),
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .execute()
  await notify(queries, accessChanged, agreement.person.id)
}
