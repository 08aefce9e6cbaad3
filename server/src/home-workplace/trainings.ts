import { fieldFault } from '@nahtlos/contract/field-fault'
import { monthsLater } from '@nahtlos/core/programme/calendar-date'
import { germanDate } from '@nahtlos/core/programme/german-date'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { homeRulesInForce } from './rules-in-force.ts'

/**
 * Records a training for many. All of them are known, nobody records her own, and it was not in the future, or nothing
 * is recorded.
 */
export async function recordTraining(
  services: Services,
  caller: Caller,
  {
    accounts,
    on,
    correction,
  }: { readonly accounts: readonly string[]; readonly on: string; readonly correction: boolean },
): Promise<number> {
  const { today } = homeRulesInForce(services, null)
  if (on > today) {
    const fields = [fieldFault('on', `nicht nach heute, ${germanDate(today)}`, `not after today, ${today}`)]
    throw new ProblemError('invalid-input', { fields })
  }
  const unique = [...new Set(accounts)]
  if (unique.includes(caller.person.account)) {
    const own = fieldFault(
      'accounts',
      'Ihre eigene Unterweisung trägt jemand anderes ein',
      'somebody else records your own training',
    )
    throw new ProblemError('invalid-input', { fields: [own] })
  }
  return services.database.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('person')
      .select(['id', 'account', 'department'])
      .where('account', 'in', unique)
      .execute()
    const missing = unique.filter((account) => !known.some((row) => row.account === account))
    if (missing.length > 0) {
      const fields = missing
        .slice(0, 50)
        .map((account) => fieldFault('accounts', `"${account}" gibt es nicht`, `nobody is called "${account}"`))
      throw new ProblemError('invalid-input', { fields })
    }
    const months = (department: string) => homeRulesInForce(services, department).rules.trainingMonths
    const untils = known.map(({ id, department }) => ({ id, until: monthsLater(on, months(department)) }))
    const { numAffectedRows } = await sql`
      insert into training (person, done_on, valid_until, recorded_by)
      select id, ${on}, until, ${caller.person.id}
      from json_to_recordset(${JSON.stringify(untils)}::json) as given (id uuid, until date)
      on conflict (person) do update
        set done_on = excluded.done_on, valid_until = excluded.valid_until, recorded_by = excluded.recorded_by
        where training.done_on < excluded.done_on or (${correction} and training.done_on <> excluded.done_on)`.execute(
      transaction,
    )
    await notify(transaction, accessChanged, '')
    await services.events.record(transaction, {
      at: services.clock(),
      kind: 'training.recorded',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { people: unique.length, on, ...(correction ? { correction } : {}) },
    })
    return Number(numAffectedRows ?? 0)
  })
}
