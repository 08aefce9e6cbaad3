import { sql } from 'kysely'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'
import type { EndedBy } from './tables.ts'

/**
 * Orders a session to end; its host then saves the settings. One that has no host yet has nothing to save and is over
 * at once. Ending twice changes nothing.
 *
 * @param actor the person who ended it, from `clientAddress`; null is the server itself, by a limit on the length
 */
export async function orderEnd(
  { database, clock, events }: Services,
  id: string,
  actor: string | null,
  clientAddress: string | null,
): Promise<void> {
  const now = clock()
  const endedBy = sql<EndedBy>`case when ${actor}::uuid is null then 'limit' when person = ${actor}::uuid then 'person' else 'administration' end`
  await database.transaction().execute(async (queries) => {
    const row = await queries
      .updateTable('session')
      .set({ state: sql`case when state = 'placing' then 'ended' else 'ending' end`, since: now, ended_by: endedBy })
      .where('id', '=', id)
      .where('state', 'in', ['placing', 'preparing', 'ready'])
      .returning(['host', 'person'])
      .executeTakeFirst()
    if (row === undefined) return
    await announce(queries, { sessions: [id], hosts: [row.host] })
    await events.record(queries, {
      at: now,
      kind: 'session.ended',
      actor,
      clientAddress,
      details: { session: id, person: row.person },
    })
  })
}

/** Logs off the sessions whose longest duration is reached; their settings are saved as at any end. */
export async function endOverdue(services: Services): Promise<void> {
  const overdue = await services.database
    .selectFrom('session')
    .select('id')
    .where('ends_at', '<=', services.clock())
    .where('state', 'in', ['placing', 'preparing', 'ready'])
    .execute()
  for (const { id } of overdue) await orderEnd(services, id, null, null)
}
