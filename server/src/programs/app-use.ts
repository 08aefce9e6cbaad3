import type { Desired } from '@nahtlos/contract/host/desired'
import type { Report } from '@nahtlos/contract/host/report'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/** Days of which it is known how long apps were used: wherever midnight is, today is among them. */
const keptDays = 2
const day = 24 * 60 * 60_000

/** Writes down how long apps ran in sessions that stand on this host. Less than before is never believed. */
export async function takeUse(queries: Queries, { host, sessions }: Report): Promise<void> {
  const said = sessions.flatMap(({ id, used }) => used.map((each) => ({ session: id, ...each })))
  if (said.length === 0) return
  const here = await queries
    .selectFrom('session')
    .select('id')
    .where('host', '=', host)
    .where('id', 'in', [...new Set(said.map(({ session }) => session))])
    .execute()
  const known = new Set(here.map(({ id }) => id))
  const rows = said.filter(({ session }) => known.has(session))
  if (rows.length === 0) return
  await queries
    .insertInto('app_use')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['session', 'app', 'day'])
        .doUpdateSet({ seconds: sql`greatest(app_use.seconds, excluded.seconds)` }),
    )
    .execute()
}

/** What the persons of these sessions have used in others of theirs, by session, app and day. */
export async function usedElsewhere(
  queries: Queries,
  sessions: readonly string[],
  now: Date,
): Promise<Desired['used']> {
  if (sessions.length === 0) return []
  return queries
    .selectFrom('session as here')
    .innerJoin('session as other', (join) =>
      join.onRef('other.person', '=', 'here.person').onRef('other.id', '<>', 'here.id'),
    )
    .innerJoin('app_use', 'app_use.session', 'other.id')
    .select(['here.id as session', 'app_use.app'])
    .select(sql<string>`to_char(app_use.day, 'YYYY-MM-DD')`.as('day'))
    .select(sql<number>`least(sum(app_use.seconds), 90000)::int`.as('seconds'))
    .where('here.id', 'in', [...sessions])
    .where('app_use.day', '>=', sql<string>`${daysBefore(now, 1)}::date`)
    .groupBy(['here.id', 'app_use.app', 'app_use.day'])
    .orderBy('here.id')
    .orderBy('app_use.app')
    .orderBy('app_use.day')
    .execute()
}

export async function forgetUse(queries: Queries, now: Date): Promise<void> {
  await queries
    .deleteFrom('app_use')
    .where('day', '<', sql<string>`${daysBefore(now, keptDays)}::date`)
    .execute()
}

const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * day).toISOString().slice(0, 10)
