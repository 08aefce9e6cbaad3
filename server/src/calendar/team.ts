import type { TeamMember } from '@nahtlos/contract/api/agreements'
import { homeHours } from '@nahtlos/core/programme/agreement-day'
import { daysFrom, weekdayOf } from '@nahtlos/core/programme/calendar-date'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { agreementsOf } from '../programme/agreements.ts'
import { programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'

/** People of one team at most; a line manager of more is a head of department, and has other lists. */
const most = 100

/** Somebody's team: those with the same line manager, the line manager, and those whom she manages; by name. */
export function teamOf(
  queries: Queries,
  person: { readonly account: string; readonly manager: string | null },
): Promise<{ id: string; name: string }[]> {
  const { account, manager } = person
  return queries
    .selectFrom('person')
    .select(['id', 'name'])
    .where('departed_at', 'is', null)
    .where((e) =>
      e.or([
        e('account', '=', account),
        e('manager', '=', account),
        ...(manager === null ? [] : [e('manager', '=', manager), e('account', '=', manager)]),
      ]),
    )
    .orderBy('name')
    .limit(most)
    .execute()
}

/** The approved home days of the caller's team in the week of a date. */
export async function teamWeek(
  services: Services,
  caller: Caller,
  date: string | undefined,
): Promise<{ monday: string; members: TeamMember[] }> {
  const { database } = services
  const day = date ?? programmeInForce(services).today
  const monday = daysFrom(day, 1 - weekdayOf(day))
  const own = await database
    .selectFrom('person')
    .select('manager')
    .where('id', '=', caller.person.id)
    .executeTakeFirstOrThrow()
  const people = await teamOf(database, { account: caller.person.account, manager: own.manager })
  const agreements = await agreementsOf(
    database,
    people.map(({ id }) => id),
    'running',
  )
  const byPerson = Map.groupBy(agreements, ({ person }) => person.id)
  const dates = Array.from({ length: 7 }, (_, at) => daysFrom(monday, at))
  return {
    monday,
    members: people.map(({ id, name }) => ({
      name,
      home: dates.flatMap((one) =>
        (byPerson.get(id) ?? [])
          .filter(({ suspendedAt }) => suspendedAt === null)
          .flatMap((agreement) => {
            const hours = homeHours(agreement, one)
            if (hours === null) return []
            const { from, until } = hours.contact ?? hours
            return { date: one, from, until, type: agreement.type }
          }),
      ),
    })),
  }
}
