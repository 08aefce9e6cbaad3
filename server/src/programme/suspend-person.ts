import type { AgreementRecord } from '@nahtlos/contract/programme/telework-agreement'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { loadAgreements, selectAgreements } from './agreements.ts'
import { saveAgreement } from './save-agreement.ts'

/**
 * Closes access by all running agreements of a person at once, for what another capability found out: a lost device,
 * a training that is overdue. `caller` is who said so, the person herself among them. Doing it again changes nothing.
 *
 * @returns the agreements that were suspended by it
 */
export async function suspendPerson(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  person: string,
  why: { readonly as: string; readonly reason: string },
): Promise<string[]> {
  const rows = await selectAgreements(queries)
    .where('telework_agreement.person', '=', person)
    .where('ended_at', 'is', null)
    .where('suspended_at', 'is', null)
    .execute()
  const at = services.clock().toISOString()
  const by = caller === null ? null : { id: caller.person.id, name: caller.person.name }
  const record: AgreementRecord = { at, by, as: why.as, outcome: 'suspended', reason: why.reason }
  for (const { agreement } of await loadAgreements(queries, rows))
    await saveAgreement(services, queries, caller, { ...agreement, suspendedAt: at }, record)
  return rows.map(({ id }) => id)
}
