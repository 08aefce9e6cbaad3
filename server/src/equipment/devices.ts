import type { Device, DeviceRecord, DeviceState } from '@nahtlos/contract/equipment/device'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'

/** Devices with whoever has them; add what you want and map the rows with `toDevice`. */
export function selectDevices(queries: Queries) {
  return queries
    .selectFrom('device')
    .leftJoin('person', 'person.id', 'device.holder')
    .select(['device.id', 'type', 'serial', 'model', 'attributes', 'state', 'holder', 'since', 'due_on'])
    .select(['confirmed_at', 'enrolled_at', 'person.name', 'person.department'])
}

type DeviceRow = Awaited<ReturnType<ReturnType<typeof selectDevices>['execute']>>[number]

export function toDevice(row: DeviceRow): Device {
  const { id, type, serial, model, attributes, state, holder, since, name, department } = row
  const held = holder !== null && since !== null && name !== null && department !== null
  return {
    id,
    type,
    serial,
    model,
    attributes,
    state,
    holding: held
      ? {
          person: { id: holder, name, department },
          since: since.toISOString(),
          dueOn: row.due_on,
          confirmedAt: row.confirmed_at?.toISOString() ?? null,
          enrolledAt: row.enrolled_at?.toISOString() ?? null,
        }
      : null,
  }
}

/** What somebody has; lost devices too, until that is settled. */
export async function devicesOf(queries: Queries, person: string): Promise<Device[]> {
  const rows = await selectDevices(queries).where('holder', '=', person).orderBy('since').orderBy('device.id').execute()
  return rows.map(toDevice)
}

interface Wanted {
  readonly q?: string | undefined
  readonly state?: DeviceState | undefined
  readonly dueUntil?: string | undefined
}

/** The devices that match, at most 200, and how many there are. A text is looked for in serial, model and holder. */
export async function findDevices(queries: Queries, wanted: Wanted): Promise<{ total: number; devices: Device[] }> {
  const { q, state, dueUntil } = wanted
  let query = selectDevices(queries)
  if (state !== undefined) query = query.where('state', '=', state)
  if (dueUntil !== undefined) query = query.where('state', '=', 'handed-over').where('due_on', '<=', dueUntil)
  if (q !== undefined && q.trim() !== '') {
    // % and _ are wildcards of LIKE, and the text is only a text.
    const pattern = `%${q.trim().replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`
    query = query.where((e) =>
      e.or([e('serial', 'ilike', pattern), e('model', 'ilike', pattern), e('person.name', 'ilike', pattern)]),
    )
  }
  const { total } = await query
    .clearSelect()
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await query.orderBy('type').orderBy('serial').limit(200).execute()
  return { total, devices: rows.map(toDevice) }
}

/** One device; `change` keeps it as it is until the end of the transaction. */
export async function loadDevice(queries: Queries, id: string, lock: 'read' | 'change' = 'read'): Promise<Device> {
  if (lock === 'change') await queries.selectFrom('device').select('id').where('id', '=', id).forUpdate().execute()
  const row = await selectDevices(queries).where('device.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  return toDevice(row)
}

/** All that was recorded of a device, newest first. */
export async function recordsOf(queries: Queries, device: string): Promise<DeviceRecord[]> {
  const rows = await queries
    .selectFrom('device_record')
    .leftJoin('person as actor', 'actor.id', 'device_record.by')
    .leftJoin('person as subject', 'subject.id', 'device_record.person')
    .select(['at', 'deed', 'by', 'actor.name as by_name', 'person', 'subject.name as person_name'])
    .select(['due_on', 'answers', 'note'])
    .where('device', '=', device)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({
    at: row.at.toISOString(),
    deed: row.deed,
    by: row.by === null ? null : { id: row.by, name: row.by_name ?? '' },
    person: row.person === null || row.person_name === null ? null : { id: row.person, name: row.person_name },
    dueOn: row.due_on,
    answers: row.answers,
    note: row.note,
  }))
}

/** Adds a record to a device that this transaction holds. */
export async function addRecord(queries: Queries, device: string, record: DeviceRecord): Promise<void> {
  await queries
    .insertInto('device_record')
    .values((e) => ({
      device,
      number: e
        .selectFrom('device_record as before')
        .select((b) => b(b.fn.coalesce(b.fn.max('before.number'), b.lit(0)), '+', b.lit(1)).as('number'))
        .where('before.device', '=', device),
      at: new Date(record.at),
      deed: record.deed,
      by: record.by?.id ?? null,
      person: record.person?.id ?? null,
      due_on: record.dueOn,
      answers: JSON.stringify(record.answers),
      note: record.note,
    }))
    .execute()
}
