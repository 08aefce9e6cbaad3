import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/** Last days on which something counts; null where it does not. */
export interface Proofs {
  readonly training: string | null
  readonly homeWorkplace: string | null
}

/** Until when the training and the workplace at home of these people count; all of them are in the answer. */
export async function proofsOf(queries: Queries, people: readonly string[]): Promise<Map<string, Proofs>> {
  if (people.length === 0) return new Map()
  const { rows } = await sql<{ id: string; training: string | null; home: string | null }>`
    select given.id, training.valid_until as training, least(home_check.valid_until, home_check.grace_until) as home
    from unnest(${sql.val([...people])}::uuid[]) as given (id)
      left join training on training.person = given.id
      left join home_check on home_check.person = given.id and home_check.state = 'accepted'
  `.execute(queries)
  return new Map(rows.map(({ id, training, home }) => [id, { training, homeWorkplace: home }]))
}
