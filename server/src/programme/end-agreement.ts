import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import * as core from '@nahtlos/core/programme/end-agreement'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOn, recordStep, taken } from './acting.ts'
import { selectAgreements, toAgreement } from './agreements.ts'

/** Ends an agreement; running connections from outside are looked at again at once. */
export async function endAgreement(
  services: Services,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<TeleworkAgreement> {
  return services.database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('telework_agreement').select('id').where('id', '=', id).forUpdate().execute()
    const row = await selectAgreements(transaction).where('telework_agreement.id', '=', id).executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    const before = toAgreement(row)
    const actor = await actorOn(transaction, caller, before.person)
    const at = services.clock().toISOString()
    const { agreement, record } = taken(core.endAgreement(before, { at, actor, reason }))
    if (record === null) return agreement
    await transaction
      .updateTable('telework_agreement')
      .set({ ended_at: new Date(record.at), ended_by: record.by.id, end_reason: record.reason })
      .where('id', '=', id)
      .execute()
    await notify(transaction, accessChanged, agreement.person.id)
    await recordStep(services, transaction, caller, 'agreement.ended', { agreement: id, as: record.as })
    return agreement
  })
}
