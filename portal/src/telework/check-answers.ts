import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { Language } from '@nahtlos/contract/text'
import { formatDate } from '../shell/format.ts'
import type { Answers, DraftDay } from './application-draft.ts'
import type { FormTexts } from './form-texts.ts'

/** A field that is wrong, with what is wrong; `field` is the id of the input to go to. */
export interface Fault {
  readonly field: string
  readonly text: string
}

/** One screen of the form: one question, or a few that belong together. */
export type Screen =
  | 'period'
  | 'days'
  | 'office'
  | 'task'
  | 'apps'
  | 'home'
  | 'equipment'
  | 'personal'
  | 'declarations'
  | 'summary'

/** The screens of a request by what its rules ask for. */
export function screensOf({ type, ask }: Pick<TeleworkTerms, 'type' | 'ask'>): Screen[] {
  const asks = (...parts: TeleworkTerms['ask']) => parts.some((part) => ask.includes(part))
  const screens: [Screen, boolean][] = [
    ['period', true],
    ['days', type === 'telework'],
    ['office', asks('office-hours')],
    ['task', asks('task')],
    ['apps', asks('apps')],
    ['home', asks('home')],
    ['equipment', asks('equipment')],
    ['personal', asks('family-duties', 'representative')],
    ['declarations', asks('declarations')],
    ['summary', true],
  ]
  return screens.filter(([, shown]) => shown).map(([screen]) => screen)
}

/** The last day that `months` months from `from` hold: `2026-01-31` and one month give `2026-02-28`. */
export function latestEnd(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  const daysOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, daysOfMonth))).toISOString().slice(0, 10)
}

/** What is wrong on one screen, in the order of its fields. The server checks again; this only spares the way. */
export function faultsOn(
  screen: Screen,
  answers: Answers,
  terms: TeleworkTerms,
  t: FormTexts,
  language: Language,
): Fault[] {
  const missing = (field: keyof Answers, text: string): Fault[] =>
    answers[field] === '' || answers[field] === false ? [{ field, text }] : []
  switch (screen) {
    case 'period':
      return period(answers, terms, t, language)
    case 'days':
      return days(answers, terms, t)
    case 'office':
      return answers.office.filter((day) => day.chosen).flatMap((day) => order(day, t, 'office-') ?? [])
    case 'task':
      return [
        ...(answers.task.trim() ? [] : [{ field: 'task', text: t.taskMissing }]),
        ...missing('protectionNeed', t.protectionMissing),
      ]
    case 'home':
      return [
        ...missing('separateArea', t.yesOrNo(t.separateAreaName)),
        ...missing('furniture', t.yesOrNo(t.furnitureName)),
        ...missing('internet', t.yesOrNo(t.internetName)),
        ...(answers.phone.trim() ? [] : [{ field: 'phone', text: t.phoneMissing }]),
      ]
    case 'declarations':
      return [
        ...missing('leaflet', t.leafletMissing),
        ...missing('dataProtection', t.dataProtectionMissing),
        ...missing('equipmentReturn', t.equipmentReturnMissing),
      ]
    default:
      return []
  }
}

function period({ from, until }: Answers, terms: TeleworkTerms, t: FormTexts, language: Language): Fault[] {
  const faults: Fault[] = []
  if (!from) faults.push({ field: 'from', text: t.fromMissing })
  else if (from < terms.today) faults.push({ field: 'from', text: t.fromPast })
  if (!until) faults.push({ field: 'until', text: t.untilMissing })
  else if (from && until < from) faults.push({ field: 'until', text: t.untilBeforeFrom })
  else if (from) {
    const latest = latestEnd(from, terms.maximumMonths)
    if (until > latest)
      faults.push({ field: 'until', text: t.tooLong(terms.maximumMonths, formatDate(latest, language)) })
  }
  return faults
}

function days({ week }: Answers, terms: TeleworkTerms, t: FormTexts): Fault[] {
  const faults: Fault[] = []
  const chosen = week.filter((day) => day.chosen)
  if (chosen.length === 0) faults.push({ field: 'day-1', text: t.noDay })
  else if (chosen.length > terms.maximumHomeDays)
    faults.push({ field: `day-${chosen.at(-1)?.weekday ?? 1}`, text: t.tooManyDays(terms.maximumHomeDays) })
  for (const day of chosen) {
    const fault =
      order(day, t, '') ?? range(day, terms, t) ?? (terms.ask.includes('contact-hours') ? contact(day, t) : null)
    if (fault) faults.push(fault)
  }
  return faults
}

function order(day: DraftDay, t: FormTexts, prefix: string): Fault | null {
  if (!day.from) return { field: `${prefix}from-${day.weekday}`, text: t.timeMissing }
  if (!day.until) return { field: `${prefix}until-${day.weekday}`, text: t.timeMissing }
  if (day.until <= day.from) return { field: `${prefix}until-${day.weekday}`, text: t.timeOrder }
  return null
}

function range(day: DraftDay, terms: TeleworkTerms, t: FormTexts): Fault | null {
  if (day.from < terms.earliest)
    return { field: `from-${day.weekday}`, text: t.timeRange(terms.earliest, terms.latest) }
  if (day.until > terms.latest)
    return { field: `until-${day.weekday}`, text: t.timeRange(terms.earliest, terms.latest) }
  return null
}

function contact(day: DraftDay, t: FormTexts): Fault | null {
  const { contactFrom, contactUntil, weekday } = day
  if (!contactFrom || !contactUntil || contactUntil <= contactFrom)
    return { field: `contact-from-${weekday}`, text: t.contactOrder }
  if (contactFrom < day.from || contactUntil > day.until)
    return { field: `contact-from-${weekday}`, text: t.contactWithin }
  return null
}
