import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { Queries } from '../database/database.ts'

/** The facts about many people at once, in two queries whatever their number. Unknown ids are not in the answer. */
export async function personFacts(queries: Queries, ids: readonly string[]): Promise<Map<string, PersonFacts>> {
  if (ids.length === 0) return new Map()
  const unique = [...new Set(ids)]
  const people = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department', 'groups', 'roles'])
    .where('id', 'in', unique)
    .execute()
  const agreements = await queries
    .selectFrom('telework_agreement')
    .select(['id', 'request', 'person', 'from_date', 'until_date', 'week'])
    .where('person', 'in', unique)
    .where('ended_at', 'is', null)
    .execute()
  const facts = new Map(people.map((person) => [person.id, { ...person, agreements: [] as TeleworkAgreement[] }]))
  for (const { id, request, person, from_date: from, until_date: until, week } of agreements) {
    const owner = facts.get(person)
    owner?.agreements.push({
      id,
      request,
      person: { id: person, name: owner.name, department: owner.department },
      from,
      until,
      week,
      endedAt: null,
    })
  }
  return facts
}
