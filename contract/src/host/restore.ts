import { z } from 'zod'
import { SessionId, Slug } from '../identifiers.ts'
import { SnapshotId } from './vault.ts'

/**
 * A person (or the help desk for her) took an earlier version of a package back, reset it or imported it, while a
 * session that uses this package runs. The server has moved the head already; the home of that session still holds
 * what was there before. Listed in `Desired` until the host says `done` or `failed`, or the session is over.
 *
 * What the host does, for each order, as often as it sees it (doing it twice changes nothing):
 *
 * 1. From the moment it knows the order it no longer merges this package into the head: what was restored wins.
 * 2. While a program of the template's apps runs in the session, it reports `waiting`; the portal asks the person to
 *    close the app. Packages of scope `logon` report `next-logon`: they are taken over by the next session.
 * 3. When no such program runs, it captures what the home holds, stores it beside the head (`setAside` of
 *    `agent/settings/set-aside.ts`), so that nothing is lost, makes the home hold the head, and reports `done`.
 *    An app that starts only later fetches the head anyway.
 */
export const RestoreOrder = z.strictObject({
  id: z.uuid(),
  session: SessionId,
  template: Slug,
  /** What the head was moved to. The head may be further by now; the home gets the head. */
  snapshot: SnapshotId,
})
export type RestoreOrder = z.infer<typeof RestoreOrder>

export const RestoreState = z.enum(['waiting', 'next-logon', 'done', 'failed'])
export type RestoreState = z.infer<typeof RestoreState>

/** How far a host is with an order, in its report of the session. */
export const RestoreReport = z.strictObject({ id: z.uuid(), state: RestoreState })
export type RestoreReport = z.infer<typeof RestoreReport>
