import type { Desired, SessionOrder } from '@nahtlos/contract/host/desired'
import type { TicketKeys } from '../brokering/ticket-keys.ts'
import type { Services } from '../services.ts'

/** Orders never change, so a link that keeps them reads each from the database once. */
export type KnownOrders = Map<string, SessionOrder>

/** What should be on this host now, whole, from the database. `known` is brought up to date. */
export async function desiredOf(
  { database, published, clock }: Services,
  keys: TicketKeys,
  host: string,
  known: KnownOrders,
): Promise<Desired> {
  const sessions = await database
    .selectFrom('session')
    .select('id')
    .where('host', '=', host)
    .where('state', 'in', ['preparing', 'ready'])
    .orderBy('started_at')
    .orderBy('id')
    .execute()
  const wanted = new Set(sessions.map(({ id }) => id))
  for (const id of known.keys()) if (!wanted.has(id)) known.delete(id)
  const unknown = [...wanted].filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const rows = await database
      .selectFrom('session')
      .select(['id', 'session_order'])
      .where('id', 'in', unknown)
      .execute()
    for (const row of rows) known.set(row.id, row.session_order)
  }
  const connections = await database
    .selectFrom('connection')
    .innerJoin('session', 'session.id', 'connection.session')
    .select(['connection.id', 'connection.session', 'connection.rights', 'connection.withdrawn_at'])
    .where('session.host', '=', host)
    .where('closed_at', 'is', null)
    .orderBy('issued_at')
    .orderBy('connection.id')
    .execute()
  const apps = published.current()?.configuration.apps.values() ?? []
  return {
    type: 'desired',
    host,
    at: clock().toISOString(),
    sessions: [...wanted].flatMap((id) => known.get(id) ?? []),
    connections: connections.map(({ id, session, rights, withdrawn_at }) => ({
      id,
      session,
      rights: withdrawn_at === null ? rights : null,
    })),
    restores: [],
    ticketKeys: keys.published(),
    packages: [...new Set([...apps].map((app) => app.package))].sort(),
  }
}
