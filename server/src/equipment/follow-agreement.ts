import type { AgreementOutcome, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { holdersOf } from '../people/holders-of.ts'
import type { Services } from '../services.ts'
import { addRecord, selectDevices, toDevice } from './devices.ts'
import { equipmentInForce } from './rules-in-force.ts'
import { wantedOf } from './wanted.ts'

const endings: ReadonlySet<AgreementOutcome> = new Set(['ended', 'notice-given', 'revoked', 'expired'])

/**
 * What an agreement means for devices, in the transaction in which it comes about or ends: what was asked for is to be
 * handed over, and what somebody has is due back some days after her last agreement.
 */
export async function equipmentFollows(
  services: Services,
  queries: Queries,
  agreement: TeleworkAgreement,
  outcome: AgreementOutcome,
): Promise<void> {
  if (outcome === 'made') await begin(services, queries, agreement)
  if (endings.has(outcome)) await end(services, queries, agreement)
}

async function begin(services: Services, queries: Queries, { id, person }: TeleworkAgreement): Promise<void> {
  const kept = await queries
    .updateTable('device')
    .set({ due_on: null, due_by_end: false })
    .where('holder', '=', person.id)
    .where('due_by_end', '=', true)
    .returning('id')
    .execute()
  for (const device of kept) await record(services, queries, device.id, person, null)
  const wanted = await wantedOf(services, queries, sql`telework_agreement.id = ${id}`)
  if (wanted.length === 0) return
  const people = (await holdersOf(queries, 'equipment-manager')).filter((one) => one !== person.id)
  await tell(services, queries, { people, kind: 'equipment-wanted', key: id })
}

async function end(services: Services, queries: Queries, agreement: TeleworkAgreement): Promise<void> {
  const { person } = agreement
  const { rules, today } = equipmentInForce(services, person.department)
  const last = agreement.endedAt === null ? agreement.until : today
  const over = last < today
  const others = await queries
    .selectFrom('telework_agreement')
    .select('id')
    .where('person', '=', person.id)
    .where('id', '!=', agreement.id)
    .where('ended_at', 'is', null)
    .where('until_date', '>', last)
    .limit(1)
    .execute()
  if (others.length > 0) return
  await dueBack(services, queries, person, daysFrom(over ? today : last, rules.returnWithinDays), agreement.id)
}

/** Everything that somebody has who is no longer with the city is due back at once. */
export async function takeBackEquipment(
  services: Services,
  queries: Queries,
  person: { readonly id: string; readonly name: string },
  today: string,
): Promise<void> {
  await dueBack(services, queries, person, today, person.id)
}

async function dueBack(
  services: Services,
  queries: Queries,
  person: { readonly id: string; readonly name: string },
  dueOn: string,
  about: string,
): Promise<void> {
  const rows = await selectDevices(queries)
    .where('holder', '=', person.id)
    .where('state', '=', 'handed-over')
    .where((e) => e.or([e('due_on', 'is', null), e('due_on', '>', dueOn)]))
    .execute()
  if (rows.length === 0) return
  for (const device of rows.map(toDevice)) {
    await queries.updateTable('device').set({ due_on: dueOn, due_by_end: true }).where('id', '=', device.id).execute()
    await record(services, queries, device.id, person, dueOn)
  }
  const key = `${about} ${dueOn}`
  await tell(services, queries, { people: [person.id], kind: 'device-due-back', key })
  const people = (await holdersOf(queries, 'equipment-manager')).filter((one) => one !== person.id)
  await tell(services, queries, { people, kind: 'devices-due-back', key })
}

async function record(
  services: Services,
  queries: Queries,
  device: string,
  person: { readonly id: string; readonly name: string },
  dueOn: string | null,
): Promise<void> {
  const at = services.clock()
  await addRecord(queries, device, {
    at: at.toISOString(),
    deed: 'due-set',
    by: null,
    person: { id: person.id, name: person.name },
    dueOn,
    answers: [],
    note: null,
  })
  await services.events.record(queries, {
    at,
    kind: 'device.due-set',
    actor: null,
    clientAddress: null,
    details: { device, person: person.id },
  })
}
