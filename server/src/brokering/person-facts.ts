import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { Queries } from '../database/database.ts'
import { proofsOf } from '../home-workplace/proofs.ts'
import { agreementsOf } from '../programme/agreements.ts'

/** The facts about many people at once, in few queries whatever their number. Unknown ids are not in the answer. */
export async function personFacts(queries: Queries, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  if (ids.length === 0) return new Map()
  const unique = [...new Set(ids)]
  const people = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department', 'groups', 'roles'])
    .where('id', 'in', unique)
    .execute()
  const agreements = Map.groupBy(await agreementsOf(queries, unique, 'running'), ({ person }) => person.id)
  const proofs = await proofsOf(queries, unique)
  return new Map(
    people.map((person) => [
      person.id,
      {
        ...person,
        agreements: agreements.get(person.id) ?? [],
        proofs: proofs.get(person.id) ?? { training: null, homeWorkplace: null },
      },
    ]),
  )
}
