import { createHash, randomBytes } from 'node:crypto'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { FileAnswer } from '../http/api.ts'
import { ProblemError } from '../problem-error.ts'
import { recordStep } from '../programme/acting.ts'
import { agreementsOf } from '../programme/agreements.ts'
import { programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'
import { calendarOf } from './feed.ts'
import { teamOf } from './team.ts'

type Scope = 'own' | 'team'

/** Makes a new secret address; only its hash is kept, so that nobody can read it out of the database. */
export function makeFeed(services: Services, caller: Caller, scope: Scope): Promise<{ path: string }> {
  const token = randomBytes(32).toString('base64url')
  const made = { token_hash: hashOf(token), made_at: services.clock() }
  return services.database.transaction().execute(async (queries) => {
    await queries
      .insertInto('calendar_feed')
      .values({ person: caller.person.id, scope, ...made })
      .onConflict((conflict) => conflict.columns(['person', 'scope']).doUpdateSet(made))
      .execute()
    await recordStep(services, queries, caller, 'calendar.made', { scope })
    return { path: `/api/calendar/${token}.ics` }
  })
}

export async function endFeed(services: Services, caller: Caller, scope: Scope): Promise<undefined> {
  await services.database.transaction().execute(async (queries) => {
    const ended = await queries
      .deleteFrom('calendar_feed')
      .where('person', '=', caller.person.id)
      .where('scope', '=', scope)
      .returning('person')
      .execute()
    if (ended.length > 0) await recordStep(services, queries, caller, 'calendar.ended', { scope })
  })
}

/** The calendar behind a secret address; an address that nobody made answers as any page that isn't there. */
export async function calendarAt(services: Services, name: string): Promise<FileAnswer> {
  const { database } = services
  const feed = await database
    .selectFrom('calendar_feed')
    .innerJoin('person', 'person.id', 'calendar_feed.person')
    .select(['scope', 'person.id', 'person.name', 'language', 'manager', 'account'])
    .where('token_hash', '=', hashOf(name.replace(/\.ics$/, '')))
    .executeTakeFirst()
  if (feed === undefined) throw new ProblemError('not-found')
  const { configuration, today } = programmeInForce(services)
  const named = feed.scope === 'team'
  const text = calendarOf(await shown(database, feed), {
    title: named ? 'Team' : feed.name,
    today,
    timeZone: configuration.city.timeZone,
    language: feed.language,
    named,
  })
  return { name: `${feed.scope}.ics`, bytes: Buffer.from(text) }
}

async function shown(queries: Queries, feed: { scope: Scope; id: string; manager: string | null; account: string }) {
  const people = feed.scope === 'own' ? [feed.id] : (await teamOf(queries, feed)).map(({ id }) => id)
  return agreementsOf(queries, people, 'running')
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
