import type { Programme } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/telework-request'

export interface FieldFault {
  /** A path in the application, e.g. `week.0.from`. */
  readonly path: string
  readonly message: string
}

/** Where an application goes beyond the rules of the programme, every place at once. */
export function programmeFaults(
  programme: Programme,
  application: TeleworkApplication,
  today: CalendarDate,
): FieldFault[] {
  const faults: FieldFault[] = []
  const { from, until, week } = application
  if (from < today) faults.push({ path: 'from', message: `must not be before today, ${today}` })
  const last = monthsLater(from, programme.maximumMonths)
  if (until > last)
    faults.push({ path: 'until', message: `at most ${programme.maximumMonths} months, so until ${last} at the latest` })
  if (week.length > programme.maximumHomeDays)
    faults.push({ path: 'week', message: `at most ${programme.maximumHomeDays} home days per week` })
  for (const [index, day] of week.entries()) {
    if (day.from < programme.earliest)
      faults.push({ path: `week.${index}.from`, message: `not before ${programme.earliest}` })
    if (day.until > programme.latest)
      faults.push({ path: `week.${index}.until`, message: `not after ${programme.latest}` })
  }
  return faults
}

/** The same day some months later, or the last day of that month where it is shorter: 31 January → 28 February. */
export function monthsLater(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10)
}
