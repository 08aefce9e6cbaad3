import { finalStates } from '../brokering/transition.ts'
import type { Database } from '../database/database.ts'

/** Milliseconds after the end of a session in which its host may still finish saving. */
export const afterSession = 5 * 60_000

/**
 * Whether a host has, or had a moment ago, a session of this person, or has told in time that settings of one are
 * still on it alone (`takeLeft`): else her settings are none of its business.
 */
export async function mayTouch(database: Database, host: string, person: string, now: Date): Promise<boolean> {
  const found = await database
    .selectFrom('session')
    .select('id')
    .where('host', '=', host)
    .where('person', '=', person)
    .where((where) =>
      where.or([
        where('state', 'not in', finalStates),
        where('since', '>', new Date(now.getTime() - afterSession)),
        where('settings_pending', '=', true),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
