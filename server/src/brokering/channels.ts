import { notify, type Queries } from '../database/database.ts'

/** Payload: the id of the host whose `Desired` may have changed; empty where it may be any. */
export const hostOrdersChanged = 'nahtlos_host_orders_changed'
/** Payload: the id of a session that changed. */
export const sessionChanged = 'nahtlos_session_changed'
/** Payload: the id of a host that reported, came or went. */
export const hostChanged = 'nahtlos_host_changed'

/** A certificate was revoked; whoever holds a connection by it is to be cut off. */
export const certificateRevoked = 'nahtlos_certificate_revoked'

/** Wakes those who watch these sessions, and the links of these hosts, when the transaction commits. */
export async function announce(
  queries: Queries,
  changed: { readonly sessions?: Iterable<string>; readonly hosts?: Iterable<string | null> },
): Promise<void> {
  for (const session of new Set(changed.sessions)) await notify(queries, sessionChanged, session)
  for (const host of new Set(changed.hosts)) if (host !== null) await notify(queries, hostOrdersChanged, host)
}
