import { endReasons } from '@nahtlos/contract/session/end-reason'
import { ticketLifetime } from '@nahtlos/contract/ticket'
import { plainRetention } from '@nahtlos/core/configuration/configuration'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import { isGone } from '../hosts/reachable-hosts.ts'
import { leftLongest } from '../hosts/take-left.ts'
import { closeConnections } from '../hosts/take-report.ts'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'
import { finalStates } from './transition.ts'

/** Milliseconds after which a ticket that nobody came with is over for good. */
const ticketGrace = (ticketLifetime + 30) * 1000
/** Milliseconds that a start may take at most; a host that hangs must not hold the lease for ever. */
export const startMaximum = 5 * 60_000
/** Milliseconds that a start waits at most for the end of the session before it. */
export const endMaximum = 5 * 60_000

/**
 * Finds what no report tells: hosts that are gone, sessions that stand on them, tickets that nobody used. Only the
 * leading replica does it.
 *
 * - A session that a gone host was preparing waits for another host.
 * - A session that ran on it is unreachable, and lost after `sessionLostAfter`.
 * - A start whose session before does not end is given up after `endMaximum`.
 */
export async function sweep({ database, clock, server, log }: Services): Promise<void> {
  const now = clock()
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds)
  await database.transaction().execute(async (queries) => {
    const hosts = await queries.selectFrom('host').selectAll().execute()
    const gone = hosts.filter((host) => isGone(host, now)).map(({ id }) => id)
    if (gone.length > 0) {
      const homeless = await queries
        .updateTable('session')
        .set({ state: 'placing', since: now, host: null, reported: false, detail: null })
        .where('host', 'in', gone)
        .where('state', '=', 'preparing')
        .returning('id')
        .execute()
      const unreachable = await queries
        .updateTable('session')
        .set({ unreachable_since: now })
        .where('host', 'in', gone)
        .where('state', 'in', ['ready', 'ending'])
        .where('unreachable_since', 'is', null)
        .returning('id')
        .execute()
      for (const { id } of homeless) log.warn({ session: id }, 'its host is gone; the session is placed anew')
      await announce(queries, { sessions: [...homeless, ...unreachable].map(({ id }) => id) })
    }
    const over = await queries
      .updateTable('session')
      .set({ state: 'lost', since: now, detail: endReasons.away.en })
      .where('unreachable_since', '<=', before(server.sessionLostAfter))
      .where('state', 'in', ['ready', 'ending'])
      .returning(['id', 'host'])
      .execute()
    const stuck = await queries
      .updateTable('session')
      .set({ state: 'failed', since: now, detail: 'the start took too long' })
      .where('state', '=', 'preparing')
      .where('since', '<=', before(startMaximum))
      .returning(['id', 'host'])
      .execute()
    const held = await giveUpHeld(queries, now, before(endMaximum))
    for (const { id, host } of [...over, ...stuck, ...held]) {
      await closeConnections(queries, id, now)
      await announce(queries, { sessions: [id], hosts: [host] })
    }
    await queries
      .updateTable('connection')
      .set({ closed_at: now })
      .where('closed_at', 'is', null)
      .where('opened_at', 'is', null)
      .where('issued_at', '<=', before(ticketGrace))
      .execute()
  })
}

/** Fails the starts that wait since before `until` for the end of another session. */
async function giveUpHeld(queries: Queries, now: Date, until: Date) {
  const waiting = JSON.stringify([{ name: 'previous', outcome: 'running' }])
  const held = await queries
    .selectFrom('session')
    .select(['id', 'phases', 'host'])
    .where('state', '=', 'placing')
    .where('since', '<=', until)
    .where(sql<boolean>`phases @> ${waiting}::jsonb`)
    .forUpdate()
    .execute()
  for (const { id, phases } of held) {
    const failed = phases.map((phase) =>
      phase.name === 'previous' ? { ...phase, endedAt: now.getTime(), outcome: 'failed' } : phase,
    )
    await queries
      .updateTable('session')
      .set({ state: 'failed', since: now, detail: 'the session before did not end', phases: JSON.stringify(failed) })
      .where('id', '=', id)
      .execute()
  }
  return held
}

/** Deletes what is over for long: who was when on which desktop is nobody's business for longer than needed. */
export async function forgetSessions({ database, clock, published }: Services): Promise<void> {
  // As long as its person may be told what became of it.
  const { sessionDays } = published.current()?.configuration.retention ?? plainRetention
  const until = new Date(clock().getTime() - sessionDays * 86_400_000)
  const longest = new Date(clock().getTime() - leftLongest)
  await database
    .deleteFrom('session')
    .where('state', 'in', finalStates)
    .where('since', '<', until)
    // What its host has still to deliver it may deliver.
    .where((where) => where.or([where('settings_pending', '=', false), where('since', '<', longest)]))
    .execute()
}
