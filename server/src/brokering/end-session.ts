import { sql } from 'kysely'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'

/**
 * Orders a session to end; its host then saves the settings. One that has no host yet has nothing to save and is over
 * at once. Ending twice changes nothing.
 *
 * @param actor the person who ended it; `clientAddress` from where
 */
export async function orderEnd(
  { database, clock, events }: Services,
  id: string,
  actor: string,
  clientAddress: string,
): Promise<void> {
  const now = clock()
  await database.transaction().execute(async (queries) => {
    const row = await queries
      .updateTable('session')
      .set({ state: sql`case when state = 'placing' then 'ended' else 'ending' end`, since: now })
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
