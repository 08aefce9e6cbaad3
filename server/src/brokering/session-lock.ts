import { lockedAfter, lockedAfterBreak } from '@nahtlos/contract/session/lock'
import type { Queries } from '../database/database.ts'

/**
 * Whether a session is locked for this sign-in: nobody has looked at it for a while (a longer one where the network
 * broke), and the password was last given before that. Whoever has signed in since is known to be there.
 */
export async function isLocked(queries: Queries, session: string, passwordAt: Date, now: Date): Promise<boolean> {
  const last = await queries
    .selectFrom('connection')
    .where('session', '=', session)
    .where('opened_at', 'is not', null)
    .select(['closed_at', 'broken'])
    .orderBy('closed_at', (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst()
  const left = last?.closed_at ?? null
  if (left === null) return false
  const patience = last?.broken === true ? lockedAfterBreak : lockedAfter
  return now.getTime() - left.getTime() >= patience && passwordAt.getTime() < left.getTime()
}
