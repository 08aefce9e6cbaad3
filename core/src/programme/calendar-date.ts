import type { CalendarDate, Weekday } from '@nahtlos/contract/identifiers'

/** The same day some months later, or the last day of that month where it is shorter: 31 January → 28 February. */
export function monthsLater(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

/** Some days later, or earlier where the number is below zero. */
export function daysFrom(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Days from one date to another; below zero where the other is earlier. */
export function daysBetween(from: CalendarDate, until: CalendarDate): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** ISO 8601: 1 is Monday. */
export function weekdayOf(date: CalendarDate): Weekday {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}
