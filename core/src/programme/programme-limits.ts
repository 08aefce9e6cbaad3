import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import { monthsLater } from './calendar-date.ts'
import { germanDate } from './german-date.ts'

/** Where an application goes beyond the rules of the programme, every place at once. */
export function programmeFaults(
  rules: ProgrammeRules,
  application: TeleworkApplication,
  today: CalendarDate,
): FieldFault[] {
  const faults: FieldFault[] = []
  const { from, until, week, type } = application
  if (from < today)
    faults.push(
      fieldFault('from', `darf nicht vor heute liegen (${germanDate(today)})`, `must not be before today, ${today}`),
    )
  const last = monthsLater(from, rules.maximumMonths)
  if (until > last)
    faults.push(
      fieldFault(
        'until',
        `höchstens ${rules.maximumMonths} Monate, also spätestens ${germanDate(last)}`,
        `at most ${rules.maximumMonths} months, so until ${last} at the latest`,
      ),
    )
  if (type === 'mobile-work' && week.length > 0)
    faults.push(
      fieldFault(
        'week',
        'Tage der mobilen Arbeit kündigen Sie einzeln an',
        'days of mobile work are announced one by one',
      ),
    )
  if (week.length > rules.maximumHomeDays)
    faults.push(
      fieldFault(
        'week',
        `höchstens ${rules.maximumHomeDays} Tage pro Woche`,
        `at most ${rules.maximumHomeDays} home days per week`,
      ),
    )
  for (const [index, day] of week.entries()) {
    if (day.from < rules.earliest)
      faults.push(fieldFault(`week.${index}.from`, `nicht vor ${rules.earliest} Uhr`, `not before ${rules.earliest}`))
    if (day.until > rules.latest)
      faults.push(fieldFault(`week.${index}.until`, `nicht nach ${rules.latest} Uhr`, `not after ${rules.latest}`))
  }
  return faults
}

/** What the form asks for and the application leaves out, every place at once. */
export function missingParts(rules: ProgrammeRules, application: TeleworkApplication): FieldFault[] {
  const asks = (part: ProgrammeRules['form']['ask'][number]) => rules.form.ask.includes(part)
  const { type, week, kind, agreement, task, home, declarations } = application
  const faults: FieldFault[] = []
  const missing = (path: string, de: string, en: string) => faults.push(fieldFault(path, de, en))
  if (type === 'telework' && week.length === 0) missing('week', 'mindestens ein Tag zu Hause', 'at least one home day')
  if (kind !== 'first' && agreement === null)
    missing('agreement', 'um welche Vereinbarung es geht', 'the agreement that this is about')
  if (asks('contact-hours'))
    for (const [index, day] of week.entries())
      if (day.contact === undefined)
        missing(`week.${index}.contact`, 'wann Sie erreichbar sind', 'when you can be reached')
  if (asks('task') && task === '') missing('task', 'woran Sie arbeiten', 'what the work is about')
  if (asks('home') && home === null) missing('home', 'wo Sie arbeiten möchten', 'the place where you want to work')
  if (asks('home') && home?.phone === '') missing('home.phone', 'eine Telefonnummer', 'a phone number')
  if (asks('equipment') && application.equipment === null)
    missing('equipment', 'welche Ausstattung Sie brauchen', 'which equipment you need')
  if (asks('declarations')) {
    if (declarations?.leaflet !== rules.texts.leaflet.version)
      missing('declarations.leaflet', 'das jetzige Merkblatt', 'the present leaflet')
    if (declarations?.dataProtection !== true)
      missing('declarations.dataProtection', 'Ihre Einwilligung', 'your consent')
    if (declarations?.equipmentReturn !== true) missing('declarations.equipmentReturn', 'Ihre Zusage', 'your promise')
  }
  return faults
}
