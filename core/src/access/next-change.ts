import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { Configuration } from '../configuration/configuration.ts'
import { ownAgreements } from './agreement-facts.ts'
import { minutesOf } from './civil-time.ts'

/**
 * The next instant at which time alone could change what `resolve` says: a boundary of home hours, midnight, a clock
 * that is put forward or back, the begin or end of hours that a condition names, the full hour or minute where a
 * condition looks at that, or a minute of the session that one compares with. Null where time does not matter: no
 * agreement is left to begin or to end, and no condition looks at the clock.
 */
export function nextChange(configuration: Configuration, person: PersonFacts, context: Context): Instant | null {
  const byClock = nextOfClock(configuration, person, context)
  const bySession = nextOfSession(configuration, context)
  if (byClock === null || bySession === null) return byClock ?? bySession
  return Date.parse(byClock) <= Date.parse(bySession) ? byClock : bySession
}

/** The next minute of the session that a condition compares with. */
function nextOfSession({ sessionMinutes }: Configuration, { at, session }: Context): Instant | null {
  if (session === undefined || sessionMinutes.length === 0) return null
  const began = Date.parse(session.startedAt)
  const minutes = Math.floor((Date.parse(at) - began) / 60_000)
  const next = sessionMinutes === 'each' ? Math.max(0, minutes) + 1 : earliestAfter(sessionMinutes, minutes)
  return next === null ? null : new Date(began + next * 60_000).toISOString()
}

function earliestAfter(values: readonly number[], past: number): number | null {
  const later = values.filter((value) => value > past && value > 0)
  return later.length === 0 ? null : Math.min(...later)
}

function nextOfClock(configuration: Configuration, person: PersonFacts, context: Context): Instant | null {
  const { clockwork, readsOfTime, boundaries: named } = configuration
  const { date } = clockwork.at(context.at)
  const agreements = ownAgreements(person).filter((agreement) => agreement.until >= date)
  if (agreements.length === 0 && readsOfTime.size === 0 && named.length === 0) return null
  const boundaries = agreements
    .flatMap(({ week, deviations, days }) => [...week, ...deviations.flatMap((one) => one.week), ...days])
    .flatMap((day) => [minutesOf(day.from), minutesOf(day.until)])
  return clockwork.nextReaching(context.at, [...boundaries, ...named, ...steps(readsOfTime)])
}

/** Minutes of the day at which a part of the clock changes that some condition looks at. */
function steps(readsOfTime: ReadonlySet<string>): number[] {
  if (readsOfTime.has('time') || readsOfTime.has('time.minute'))
    return Array.from({ length: 1440 }, (_, minute) => minute)
  if (readsOfTime.has('time.hour')) return Array.from({ length: 24 }, (_, hour) => hour * 60)
  return []
}
