import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import { monthsLater } from './calendar-date.ts'

export interface FieldFault {
  /** A path in the application, e.g. `week.0.from`. */
  readonly path: string
  readonly message: string
}

/** Where an application goes beyond the rules of the programme, every place at once. */
export function programmeFaults(
  rules: ProgrammeRules,
  application: TeleworkApplication,
  today: CalendarDate,
): FieldFault[] {
  const faults: FieldFault[] = []
  const { from, until, week, type } = application
  if (from < today) faults.push({ path: 'from', message: `must not be before today, ${today}` })
  const last = monthsLater(from, rules.maximumMonths)
  if (until > last)
    faults.push({ path: 'until', message: `at most ${rules.maximumMonths} months, so until ${last} at the latest` })
  if (type === 'mobile-work' && week.length > 0)
    faults.push({ path: 'week', message: 'days of mobile work are announced one by one' })
  if (week.length > rules.maximumHomeDays)
    faults.push({ path: 'week', message: `at most ${rules.maximumHomeDays} home days per week` })
  for (const [index, day] of week.entries()) {
    if (day.from < rules.earliest) faults.push({ path: `week.${index}.from`, message: `not before ${rules.earliest}` })
    if (day.until > rules.latest) faults.push({ path: `week.${index}.until`, message: `not after ${rules.latest}` })
  }
  return faults
}

/** What the form asks for and the application leaves out, every place at once. */
export function missingParts(rules: ProgrammeRules, application: TeleworkApplication): FieldFault[] {
  const asks = (part: ProgrammeRules['form']['ask'][number]) => rules.form.ask.includes(part)
  const { type, week, kind, agreement, task, home, declarations } = application
  const faults: FieldFault[] = []
  const missing = (path: string, message: string) => faults.push({ path, message })
  if (type === 'telework' && week.length === 0) missing('week', 'at least one home day')
  if (kind !== 'first' && agreement === null) missing('agreement', 'the agreement that this is about')
  if (asks('contact-hours'))
    for (const [index, day] of week.entries())
      if (day.contact === undefined) missing(`week.${index}.contact`, 'when you can be reached')
  if (asks('task') && task === '') missing('task', 'what the work is about')
  if (asks('home') && home === null) missing('home', 'the place where you want to work')
  if (asks('home') && home?.phone === '') missing('home.phone', 'a phone number')
  if (asks('equipment') && application.equipment === null) missing('equipment', 'which equipment you need')
  if (asks('declarations')) {
    if (declarations?.leaflet !== rules.texts.leaflet.version) missing('declarations.leaflet', 'the present leaflet')
    if (declarations?.dataProtection !== true) missing('declarations.dataProtection', 'your consent')
    if (declarations?.equipmentReturn !== true) missing('declarations.equipmentReturn', 'your promise')
  }
  return faults
}
