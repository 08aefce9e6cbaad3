import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { Away } from '@nahtlos/core/programme/stand-ins'
import type { Queries } from '../database/database.ts'

/** Everybody who is away on this day, each with a deputy. */
export function awayOn(queries: Queries, day: CalendarDate): Promise<Away[]> {
  return queries
    .selectFrom('absence')
    .select(['person', 'deputy'])
    .where('from_date', '<=', day)
    .where('until_date', '>=', day)
    .execute()
}
