import type { Device, DeviceDeed } from '@nahtlos/contract/equipment/device'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { type DeviceWish, takeDeviceStep } from '@nahtlos/core/equipment/device-step'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { acknowledgeHandOver } from '../documents/documents.ts'
import { issueDeviceDocument } from '../documents/issue-documents.ts'
import type { EventKind } from '../events/event-log.ts'
import { tell } from '../notifications/tell.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { addRecord, loadDevice } from './devices.ts'
import { equipmentInForce } from './rules-in-force.ts'

/** Whose device it has to be: the caller's own, or anybody's for those who manage equipment. */
export type Whose = 'own' | 'any'

/** Takes one step with a device, in a transaction of its own. */
export function takeStep(
  services: Services,
  caller: Caller,
  id: string,
  whose: Whose,
  wish: DeviceWish,
): Promise<Device> {
  return services.database.transaction().execute(async (transaction) => {
    return (await stepWithin(services, transaction, caller, id, whose, wish)).device
  })
}

/** Takes one step within a transaction; of two at once the second waits, and finds what the first made of it. */
export async function stepWithin(
  services: Services,
  queries: Queries,
  caller: Caller,
  id: string,
  whose: Whose,
  wish: DeviceWish,
): Promise<{ before: Device; device: Device }> {
  const before = await loadDevice(queries, id, 'change')
  if (whose === 'own' && before.holding?.person.id !== caller.person.id) throw new ProblemError('not-found')
  // What holds for a hand-over or a return is what holds for the people of whoever has it.
  const whom = wish.deed === 'handed-over' ? wish.person : before.holding?.person
  const { rules, today } = equipmentInForce(services, whom?.department ?? null)
  const { id: by, name } = caller.person
  const at = services.clock().toISOString()
  const result = takeDeviceStep(rules, before, { at, today, by: { id: by, name }, wish })
  if (!result.ok) {
    const fields = result.fields.map((field) => ({ ...field }))
    throw new ProblemError(result.code, fields.length === 0 ? {} : { fields })
  }
  const { device, record } = result
  await queries
    .updateTable('device')
    .set({
      state: device.state,
      holder: device.holding?.person.id ?? null,
      since: device.holding === null ? null : new Date(device.holding.since),
      due_on: device.holding?.dueOn ?? null,
      ...(record.deed === 'confirmed' ? {} : { due_by_end: false }),
      confirmed_at: device.holding?.confirmedAt == null ? null : new Date(device.holding.confirmedAt),
      // Whoever has it next, or finds it, is known to nobody by its browser.
      ...(keepsKey.has(record.deed) ? {} : nobodysKey),
    })
    .where('id', '=', id)
    .execute()
  // What her rights depend on may have changed with it.
  const holder = (before.holding ?? device.holding)?.person.id
  if (holder !== undefined) await notify(queries, accessChanged, holder)
  await addRecord(queries, id, record)
  await issueDeviceDocument(services, queries, before, record)
  if (record.deed === 'confirmed') await acknowledgeHandOver(services, queries, caller, id)
  await services.events.record(queries, {
    at: new Date(at),
    kind: `device.${record.deed}` satisfies EventKind,
    actor: by,
    clientAddress: caller.context.clientAddress,
    details: { device: id, person: record.person?.id },
  })
  const kind = told[record.deed as keyof typeof told]
  if (kind !== undefined && record.person !== null) {
    await tell(services, queries, {
      people: [record.person.id],
      kind,
      key: `${id} ${at}`,
      about: deviceName(services, device),
    })
  }
  return { before, device }
}

/** Steps that leave a device with whoever has it. */
const keepsKey: ReadonlySet<DeviceDeed> = new Set(['confirmed', 'enrolled', 'due-set'])
const nobodysKey = { code_hash: null, code_until: null, key_hash: null, enrolled_at: null }

/** What the holder is told of. */
const told: Readonly<Partial<Record<'handed-over' | 'returned' | 'lost', NoticeKind>>> = {
  'handed-over': 'device-handed-over',
  returned: 'device-returned',
  lost: 'device-lost',
}

/** The device as people call it. */
export function deviceName(services: Services, { type, model, serial }: Pick<Device, 'type' | 'model' | 'serial'>) {
  const title = equipmentInForce(services).rules.types.find(({ id }) => id === type)?.title
  const words = (name: string) => `${name} ${model} (${serial})`
  return { de: words(title?.de ?? type), en: words(title?.en ?? type) }
}
