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

interface Turn {
  readonly at: string
  readonly change: 1 | -1
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
  const turns = [...hoursOf.values()].flatMap(joined).flatMap((hours): Turn[] => [
    { at: hours.from, change: 1 },
    { at: hours.until, change: -1 },
  ])
  // Where one goes as another comes, the one is gone first.
  turns.sort((a, b) => (a.at === b.at ? a.change - b.change : a.at < b.at ? -1 : 1))
  let present = 0
  let sessions = 0
  let peak: string | null = null
  for (const { at, change } of turns) {
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
