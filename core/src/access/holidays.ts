import type { City } from '@nahtlos/contract/configuration/city'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import { getHolidays } from 'feiertagejs'

/** Whether a date is a public holiday of the city. */
export type HolidayCalendar = (date: CalendarDate) => boolean

/** The holidays of the city's state by law, and those that it names itself. */
export function holidayCalendar(holidays: City['holidays']): HolidayCalendar {
  const { state, also = [] } = holidays ?? {}
  const own = new Set(also)
  const years = new Map<string, ReadonlySet<string>>()
  const ofYear = (year: string): ReadonlySet<string> => {
    const known = years.get(year)
    if (known !== undefined || state === undefined) return known ?? new Set()
    const made = new Set(getHolidays(Number(year), state).map(({ dateString }) => dateString))
    years.set(year, made)
    return made
  }
  return (date) => own.has(date) || ofYear(date.slice(0, 4)).has(date)
}
