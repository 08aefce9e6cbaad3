import { finalStates } from '../brokering/transition.ts'
import type { Database } from '../database/database.ts'

/**
 * Those of these people of whom the vault has nothing and expects nothing: no data key, no session, and none that still
 * has something to deliver. What a host has of them is what an erasure left there.
 */
export async function unknownPersons(database: Database, asked: readonly string[]): Promise<string[]> {
  if (asked.length === 0) return []
  const keys = await database
    .selectFrom('vault_key')
    .select('person')
    .where('person', 'in', [...asked])
    .execute()
  const sessions = await database
    .selectFrom('session')
    .select('person')
    .where('person', 'in', [...asked])
    .where((where) => where.or([where('state', 'not in', finalStates), where('settings_pending', '=', true)]))
    .execute()
  const known = new Set([...keys, ...sessions].map(({ person }) => person))
  return asked.filter((person) => !known.has(person))
}
