import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { homeHours } from './agreement-day.ts'
import { weekdayOf } from './calendar-date.ts'

export interface DayForecast {
  readonly date: CalendarDate
  /** People with home hours on this date. */
  readonly people: number
  /** The most of them whose hours overlap. */
  readonly sessions: number
  /** The first wall-clock time at which so many are at home; null where nobody is. */
  readonly peak: string | null
}

interface Hours {
  readonly from: string
  readonly until: string
}

/** How many people are at home on a date by what was agreed, and how many sessions that can mean at once. */
export function forecast(agreements: readonly TeleworkAgreement[], date: CalendarDate): DayForecast {
  const weekday = weekdayOf(date)
  const hoursOf = new Map<string, Hours[]>()
  for (const agreement of agreements) {
    if (agreement.endedAt !== null || agreement.suspendedAt !== null) continue
    const hours = homeHours(agreement, date, weekday)
    const person = agreement.person.id
    if (hours === null) continue
    const others = hoursOf.get(person)
    if (others === undefined) hoursOf.set(person, [hours])
    else others.push(hours)
  }
  // By how many there are more or fewer from each time on: people begin and end at few times, however many they are.
  // Where one goes as another comes, there are as many as before.
  const turns = new Map<string, number>()
  const turn = (at: string, change: 1 | -1) => turns.set(at, (turns.get(at) ?? 0) + change)
  for (const hours of hoursOf.values())
    for (const { from, until } of joined(hours)) {
      turn(from, 1)
      turn(until, -1)
    }
  let present = 0
  let sessions = 0
  let peak: string | null = null
  for (const [at, change] of [...turns].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    present += change
    if (present <= sessions) continue
    sessions = present
    peak = at
  }
  return { date, people: hoursOf.size, sessions, peak }
}

/** Hours of one person that overlap or touch are one stretch: two agreements of hers are one session. */
function joined(hours: readonly Hours[]): readonly Hours[] {
  if (hours.length === 1) return hours
  const stretches: Hours[] = []
  for (const next of hours.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = stretches.at(-1)
    if (last === undefined || next.from > last.until) stretches.push(next)
    else if (next.until > last.until) stretches.splice(-1, 1, { from: last.from, until: next.until })
  }
  return stretches
}
