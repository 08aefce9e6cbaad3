import type { Device, DeviceCard, DeviceRecord } from '@nahtlos/contract/equipment/device'
import { cardFaults } from '@nahtlos/core/equipment/card-faults'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { addRecord, loadDevice } from './devices.ts'
import { equipmentInForce } from './rules-in-force.ts'

export async function registerDevice(services: Services, caller: Caller, card: DeviceCard): Promise<Device> {
  refuseFaults(services, card)
  return services.database.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('device')
      .values({ ...plain(card), state: 'in-stock', holder: null, since: null, due_on: null, confirmed_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('device-known')
    await recordDeed(services, transaction, caller, row.id, 'registered')
    return loadDevice(transaction, row.id)
  })
}

export async function changeDevice(services: Services, caller: Caller, id: string, card: DeviceCard): Promise<Device> {
  refuseFaults(services, card)
  return services.database.transaction().execute(async (transaction) => {
    await loadDevice(transaction, id, 'change')
    const other = await transaction
      .selectFrom('device')
      .select('id')
      .where('type', '=', card.type)
      .where(sql<string>`lower(serial)`, '=', card.serial.toLowerCase())
      .where('id', '!=', id)
      .executeTakeFirst()
    if (other !== undefined) throw new ProblemError('device-known')
    await transaction.updateTable('device').set(plain(card)).where('id', '=', id).execute()
    await recordDeed(services, transaction, caller, id, 'changed')
    return loadDevice(transaction, id)
  })
}

/** Records a deed that concerns the register alone. */
export async function recordDeed(
  services: Services,
  queries: Queries,
  caller: Caller,
  device: string,
  deed: 'registered' | 'changed',
): Promise<void> {
  const at = services.clock()
  const { id, name } = caller.person
  const record: DeviceRecord = {
    at: at.toISOString(),
    deed,
    by: { id, name },
    person: null,
    dueOn: null,
    answers: [],
    note: null,
  }
  await addRecord(queries, device, record)
  await services.events.record(queries, {
    at,
    kind: `device.${deed}`,
    actor: id,
    clientAddress: caller.context.clientAddress,
    details: { device },
  })
}

export function plain({ type, serial, model, attributes }: DeviceCard) {
  return { type, serial, model, attributes: [...new Set(attributes)].sort() }
}

function refuseFaults(services: Services, card: DeviceCard): void {
  const fields = cardFaults(equipmentInForce(services).rules, card)
  if (fields.length > 0) throw new ProblemError('invalid-input', { fields })
}
