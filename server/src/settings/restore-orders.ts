import { randomUUID } from 'node:crypto'
import type { RestoreOrder, RestoreReport } from '@nahtlos/contract/host/restore'
import type { SnapshotId } from '@nahtlos/contract/host/vault'
import { announce } from '../brokering/channels.ts'
import { finalStates } from '../brokering/transition.ts'
import type { Queries } from '../database/database.ts'

const openStates = ['asked', 'waiting', 'next-logon'] as const

/** One order for each running session that has this template; a new one replaces the one before. */
export async function orderRestores(
  queries: Queries,
  person: string,
  template: string,
  snapshot: SnapshotId,
  now: Date,
): Promise<void> {
  const sessions = await queries
    .selectFrom('session')
    .select(['id', 'host', 'session_order'])
    .where('person', '=', person)
    .where('state', 'not in', finalStates)
    .where('host', 'is not', null)
    .execute()
  const concerned = sessions.filter(({ session_order }) => session_order.settings.some(({ id }) => id === template))
  for (const { id } of concerned) {
    await queries.deleteFrom('settings_restore').where('session', '=', id).where('template', '=', template).execute()
    await queries
      .insertInto('settings_restore')
      .values({ id: randomUUID(), person, session: id, template, snapshot, asked_at: now })
      .execute()
  }
  await announce(queries, { hosts: concerned.map(({ host }) => host) })
}

/** The orders that hosts have not finished, for these sessions. */
export async function openRestores(queries: Queries, sessions: readonly string[]): Promise<RestoreOrder[]> {
  if (sessions.length === 0) return []
  return queries
    .selectFrom('settings_restore')
    .select(['id', 'session', 'template', 'snapshot'])
    .where('session', 'in', [...sessions])
    .where('state', 'in', openStates)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
}

/** Takes over how far a host is; true where that is new. What is done stays done. */
export async function takeRestores(
  queries: Queries,
  session: string,
  reported: readonly RestoreReport[],
): Promise<boolean> {
  let changed = false
  for (const { id, state } of reported) {
    const row = await queries
      .updateTable('settings_restore')
      .set({ state })
      .where('id', '=', id)
      .where('session', '=', session)
      .where('state', 'in', openStates)
      .where('state', '<>', state)
      .returning('id')
      .executeTakeFirst()
    if (row !== undefined) changed = true
  }
  return changed
}
