import type { Queries } from '../database/database.ts'
import { finalStates } from './transition.ts'

/** How many sessions are in which state, of those that are not over. */
export async function sessionCountsByState(queries: Queries): Promise<Record<string, number>> {
  const rows = await queries
    .selectFrom('session')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('state', 'not in', finalStates)
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
