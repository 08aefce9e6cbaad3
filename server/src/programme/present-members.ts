import type { Body } from '@nahtlos/contract/configuration/programme'
import { mayStandIn } from '@nahtlos/core/programme/actor'
import { type Away, presentAmong } from '@nahtlos/core/programme/stand-ins'
import type { Queries } from '../database/database.ts'

/**
 * Who can act today as a body whose members these are, on what is about this person: members who are here, and for
 * those who are away whoever stands in and may. Never the person.
 */
export async function presentMembers(
  queries: Queries,
  away: readonly Away[],
  body: Body,
  members: readonly string[],
  person: string,
): Promise<string[]> {
  const present = presentAmong(away, members, person).filter((id) => id !== person)
  const deputies = present.filter((id) => !members.includes(id))
  // Where anybody may, nobody is looked up: lists ask for many requests.
  if (deputies.length === 0 || body.deputies === undefined || body.deputies === 'anybody') return present
  const rows = await queries
    .selectFrom('person')
    .select(['id', 'roles', 'groups'])
    .where('id', 'in', deputies)
    .execute()
  const mayNot = new Set(rows.filter((row) => !mayStandIn(row, body)).map(({ id }) => id))
  return present.filter((id) => !mayNot.has(id))
}
