import { lockedAfter } from '@nahtlos/contract/session/lock'
import type { Queries } from '../database/database.ts'

/**
 * Whether a session is locked for this sign-in: nobody has looked at it for a while, and the password was last given
 * before that. Whoever has signed in since is known to be there.
 */
export async function isLocked(queries: Queries, session: string, passwordAt: Date, now: Date): Promise<boolean> {
  const { open, left } = await queries
    .selectFrom('connection')
    .where('session', '=', session)
    .where('opened_at', 'is not', null)
    .select(({ fn }) => [
      fn.countAll<string>().filterWhere('closed_at', 'is', null).as('open'),
      fn.max('closed_at').as('left'),
    ])
    .executeTakeFirstOrThrow()
  if (Number(open) > 0 || left === null) return false
  return now.getTime() - left.getTime() >= lockedAfter && passwordAt.getTime() < left.getTime()
}
