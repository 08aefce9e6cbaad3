import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import { formerStaff } from './former-staff.ts'

/**
 * What she did to others, and to the rules that hold for all, is their record: an administrator's publications and a
 * head of department's decisions stay, done by "former staff". These areas of the log are never about her alone.
 */
const ofOthers = [
  'configuration',
  'draft',
  'impact',
  'people',
  'person',
  'device',
  'look-up',
  'erasure',
  'data',
  'telework',
  'agreement',
  'document',
  'home-workplace',
  'training',
  'enrolment',
  'machine',
  'host',
  'vault',
  'settings-access',
  'first-administrator',
]

/** Takes a person out of the log: what is about her goes, what she did to others stays without her. */
export async function forgetEvents(
  queries: Queries,
  { id, account }: { readonly id: string; readonly account: string },
): Promise<number> {
  const names = sql<boolean>`(position(${`"${account}"`} in details::text) > 0)`
  const { numAffectedRows } = await sql`
    delete from event
    where details ->> 'person' = ${id} or ${names}
      or (actor = ${id} and split_part(kind, '.', 1) <> all(${ofOthers}::text[]))
      or (actor is distinct from ${id} and details ->> 'person' is null and position(${id} in details::text) > 0)
  `.execute(queries)
  await sql`
    update event set actor = ${formerStaff.id}, client_address = null where actor = ${id}`.execute(queries)
  await sql`
    update event set details = replace(details::text, ${id}::text, ${formerStaff.id}::text)::jsonb
    where position(${id} in details::text) > 0`.execute(queries)
  return Number(numAffectedRows ?? 0)
}
