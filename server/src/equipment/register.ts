import type { Device, DeviceCard } from '@nahtlos/contract/equipment/device'
import { cardFaults } from '@nahtlos/core/equipment/card-faults'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { loadDevice } from './devices.ts'
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
    await recordDeeds(services, transaction, caller, [row.id], 'registered')
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
    await recordDeeds(services, transaction, caller, [id], 'changed')
    return loadDevice(transaction, id)
  })
}

/** Records a deed that concerns the register alone, of each of these devices: in two statements, however many. */
export async function recordDeeds(
  services: Services,
  queries: Queries,
  caller: Caller,
  devices: readonly string[],
  deed: 'registered' | 'changed',
): Promise<void> {
  if (devices.length === 0) return
  const at = services.clock()
  const { id } = caller.person
  await sql`
    insert into device_record (device, number, at, deed, by)
      select device, coalesce((select max(number) from device_record before where before.device = one.device), 0) + 1,
        ${at}, ${deed}, ${id}
      from unnest(${devices}::uuid[]) as one (device)`.execute(queries)
  const { clientAddress } = caller.context
  await services.events.recordAll(
    queries,
    devices.map((device) => ({ at, kind: `device.${deed}`, actor: id, clientAddress, details: { device } })),
  )
}

export function plain({ type, serial, model, attributes }: DeviceCard) {
  return { type, serial, model, attributes: [...new Set(attributes)].sort() }
}

function refuseFaults(services: Services, card: DeviceCard): void {
  const fields = cardFaults(equipmentInForce(services).rules, card)
  if (fields.length > 0) throw new ProblemError('invalid-input', { fields })
}
