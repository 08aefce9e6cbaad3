import type { Report } from '@nahtlos/contract/host/report'
import { sql } from 'kysely'
import { announce } from '../brokering/channels.ts'
import { finalStates } from '../brokering/transition.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { takeTrials } from './take-trials.ts'

/** Programs of one person that are remembered: a host that says more is not believed. */
const mostOfPerson = 200

/**
 * Writes down what a host refused in sessions that stand on it. The time is the server's: a host's clock may be
 * wrong. What was refused before is brought up to date, and what is over or was declined stays decided.
 */
export async function takeRefusals(
  { events }: Pick<Services, 'events'>,
  queries: Queries,
  { host, sessions }: Report,
  now: Date,
): Promise<void> {
  for (const { id, refusals: all } of sessions) {
    if (all.length === 0) continue
    const refusals = all.filter(({ audit }) => audit === undefined)
    const session = await queries
      .selectFrom('session')
      .select(['person', 'workspace'])
      .select(sql<string | null>`environment ->> 'zone'`.as('zone'))
      .where('id', '=', id)
      .where('host', '=', host)
      .where('state', 'not in', finalStates)
      .executeTakeFirst()
    if (session === undefined) continue
    const { person, workspace, zone } = session
    await takeTrials({ events }, queries, { person, workspace, session: id, host }, all, now)
    const known = await queries
      .selectFrom('program_request')
      .select(['workspace', 'origin', 'path', 'sha256', 'session', 'times'])
      .where('person', '=', person)
      .execute()
    let room = mostOfPerson - known.length
    let changed = false
    for (const { origin, path, package: name, sha256, forbidden, times } of refusals) {
      const present = known.find((row) => row.workspace === workspace && row.origin === origin && row.path === path)
      if (present === undefined && room-- <= 0) continue
      if (present?.session === id && present.sha256 === sha256 && present.times >= times) continue
      const facts = { package: name, sha256, forbidden, session: id, host, zone, last_at: now, times }
      await queries
        .insertInto('program_request')
        .values({ person, workspace, origin, path, ...facts, first_at: now })
        .onConflict((conflict) => conflict.columns(['person', 'workspace', 'origin', 'path']).doUpdateSet(facts))
        .execute()
      changed = true
      if (present?.session === id) continue
      await events.record(queries, {
        at: now,
        kind: 'program.refused',
        actor: person,
        clientAddress: null,
        details: { person, session: id, host, origin, path, package: name, sha256 },
      })
    }
    if (changed) await announce(queries, { sessions: [id] })
  }
}
