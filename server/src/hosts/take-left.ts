import type { LeftSettings } from '@nahtlos/contract/host/report'
import { announce } from '../brokering/channels.ts'
import { finalStates } from '../brokering/transition.ts'
import type { Queries } from '../database/database.ts'
import { afterSession } from '../vault/may-touch.ts'

/** Milliseconds for which settings may stay on a host; then its word opens nothing any more. */
export const leftLongest = 30 * 24 * 60 * 60_000

/**
 * Takes over which sessions' settings a host still has to deliver, whole: until it has, it may touch the settings of
 * their persons, and they are told. Only of its own sessions, and only where it spoke in time: while the session was
 * there, right after its end, or where it was lost, because then nobody could hear the host. So a host that somebody
 * took over does not open the settings of everybody who ever worked on it.
 */
export async function takeLeft(
  queries: Queries,
  host: string,
  left: readonly LeftSettings[],
  now: Date,
): Promise<void> {
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  const named = left.map(({ session }) => session)
  if (named.length > 0) {
    const marked = await queries
      .updateTable('session')
      .set({ settings_pending: true })
      .where('host', '=', host)
      .where('id', 'in', named)
      .where('settings_pending', '=', false)
      .where('since', '>', before(leftLongest))
      .where((where) =>
        where.or([
          where('state', 'not in', finalStates),
          where('state', '=', 'lost'),
          where('since', '>', before(afterSession)),
        ]),
      )
      .returning('id')
      .execute()
    await announce(queries, { sessions: marked.map(({ id }) => id) })
  }
  const done = await queries
    .updateTable('session')
    .set({ settings_pending: false })
    .where('host', '=', host)
    .where('settings_pending', '=', true)
    .where((where) =>
      named.length === 0
        ? where.val(true)
        : where.or([where('id', 'not in', named), where('since', '<=', before(leftLongest))]),
    )
    .returning('id')
    .execute()
  await announce(queries, { sessions: done.map(({ id }) => id) })
}
