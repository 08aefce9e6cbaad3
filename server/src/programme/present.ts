import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { Queries } from '../database/database.ts'

/**
 * Of these people those who are here today, with the deputies of those who are not; all of them where nobody would be
 * left, because somebody has to be told.
 */
export async function presentOf(queries: Queries, people: readonly string[], today: CalendarDate): Promise<string[]> {
  if (people.length === 0) return []
  const away = await queries
    .selectFrom('absence')
    .select(['person', 'deputy'])
    .where('from_date', '<=', today)
    .where('until_date', '>=', today)
    .execute()
  const absent = new Set(away.map(({ person }) => person))
  const deputies = away.filter(({ person }) => people.includes(person)).map(({ deputy }) => deputy)
  const present = [...people, ...deputies].filter((id) => !absent.has(id))
  return present.length === 0 ? [...people] : [...new Set(present)]
}
