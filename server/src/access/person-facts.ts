import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { Queries } from '../database/database.ts'
import { agreementsOf } from '../programme/agreements.ts'

/** The facts that decisions about these people rest on, by person; people that don't exist are missing. */
export async function loadPersonFacts(queries: Queries, people: readonly string[]): Promise<Map<string, PersonFacts>> {
  if (people.length === 0) return new Map()
  const rows = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department', 'groups', 'roles'])
    .where('id', 'in', [...people])
    .execute()
  const agreements = await agreementsOf(queries, people, 'running')
  const byPerson = Map.groupBy(agreements, (agreement) => agreement.person.id)
  return new Map(rows.map((row) => [row.id, { ...row, agreements: byPerson.get(row.id) ?? [] }]))
}
