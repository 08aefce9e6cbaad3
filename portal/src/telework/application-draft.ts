import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { HomeWeek } from '@nahtlos/contract/programme/week'
import type { RequestKind } from '@nahtlos/contract/programme/work-type'

/** A row of a weekly grid as it is being filled in. */
export interface DraftDay {
  readonly weekday: number
  readonly chosen: boolean
  readonly from: string
  readonly until: string
  readonly contactFrom: string
  readonly contactUntil: string
}

/** All answers as they are being given; nothing of it has to be right yet. */
export interface Answers {
  readonly from: string
  readonly until: string
  readonly week: readonly DraftDay[]
  readonly office: readonly DraftDay[]
  readonly task: string
  readonly protectionNeed: '' | 'normal' | 'high'
  readonly workspace: string
  readonly apps: readonly string[]
  readonly separateArea: '' | 'yes' | 'no'
  readonly furniture: '' | 'yes' | 'no'
  readonly internet: '' | 'yes' | 'no'
  readonly phone: string
  readonly equipment: readonly string[]
  readonly held: string
  readonly familyDuties: boolean
  readonly representative: boolean
  readonly leaflet: boolean
  readonly dataProtection: boolean
  readonly equipmentReturn: boolean
}

/** What the request is about besides its answers. */
export interface About {
  readonly kind: RequestKind
  readonly agreement: string | null
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** A grid with these days chosen, the others ready to be. */
export function draftWeek(days: HomeWeek, hours = { from: '08:00', until: '16:30' }): DraftDay[] {
  return weekdays.map((weekday) => {
    const day = days.find((one) => one.weekday === weekday)
    const { from, until } = day ?? hours
    return {
      weekday,
      chosen: day !== undefined,
      from,
      until,
      contactFrom: day?.contact?.from ?? (from > '09:00' ? from : '09:00'),
      contactUntil: day?.contact?.until ?? (until < '15:00' ? until : '15:00'),
    }
  })
}

export function weekOf(week: readonly DraftDay[], withContact: boolean): HomeWeek {
  return week
    .filter((day) => day.chosen)
    .map(({ weekday, from, until, contactFrom, contactUntil }) => ({
      weekday,
      from,
      until,
      ...(withContact ? { contact: { from: contactFrom, until: contactUntil } } : {}),
    }))
}

/** Answers before anything was answered, with what the directory and the rules know. */
export function firstAnswers(terms: TeleworkTerms): Answers {
  const from = terms.earliest > '08:00' ? terms.earliest : '08:00'
  const until = terms.latest < '16:30' ? terms.latest : '16:30'
  return {
    from: '',
    until: '',
    week: draftWeek([], { from, until }),
    office: draftWeek([], { from: '08:00', until: '16:30' }),
    task: '',
    protectionNeed: '',
    workspace: terms.workspaces.length === 1 ? (terms.workspaces[0]?.id ?? '') : '',
    apps: [],
    separateArea: '',
    furniture: '',
    internet: '',
    // The directory knows the telephone at the office; where she is reached at home, she says herself.
    phone: '',
    equipment: [],
    held: '',
    familyDuties: false,
    representative: false,
    leaflet: false,
    dataProtection: false,
    equipmentReturn: false,
  }
}

/** The answers of a draft; what it lacks, or what has another shape by now, stays as at first. */
export function answersOf(draft: Readonly<Record<string, unknown>>, first: Answers): Answers {
  const fits = (key: string, value: unknown) => {
    const known: unknown = first[key as keyof Answers]
    return Array.isArray(known) ? Array.isArray(value) : typeof value === typeof known
  }
  const kept = Object.entries(draft).filter(([key, value]) => key in first && fits(key, value))
  return { ...first, ...(Object.fromEntries(kept) as Partial<Answers>) }
}

/** The answers of a request that was filed, to be corrected, renewed or changed. */
export function answersFrom(application: TeleworkApplication, first: Answers): Answers {
  const { home, equipment } = application
  const word = (answer: boolean | undefined) => (answer === undefined ? '' : answer ? 'yes' : 'no')
  return {
    ...first,
    from: application.from,
    until: application.until,
    week: draftWeek(application.week),
    office: draftWeek(application.office),
    task: application.task,
    protectionNeed: application.protectionNeed,
    workspace: application.workspace ?? '',
    apps: application.apps,
    separateArea: word(home?.separateArea),
    furniture: word(home?.furniture),
    internet: word(home?.internet),
    phone: home?.phone ?? first.phone,
    equipment: equipment?.needed ?? [],
    held: equipment?.held ?? '',
    familyDuties: application.familyDuties === true,
    representative: application.representative === true,
  }
}

/** A renewal begins the day after the end, or today where that is over, and lasts as long as the agreement did. */
export function renewalSpan(
  agreement: { readonly from: string; readonly until: string },
  { today, maximumMonths }: Pick<TeleworkTerms, 'today' | 'maximumMonths'>,
): { readonly from: string; readonly until: string } {
  const day = 86_400_000
  const later = (date: string, days: number) => new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)
  const next = later(agreement.until, 1)
  const from = next < today ? today : next
  const length = Math.round((Date.parse(agreement.until) - Date.parse(agreement.from)) / day)
  // A little less than the longest time, whatever the lengths of its months.
  return { from, until: later(from, Math.min(length, Math.floor(maximumMonths * 30.4) - 1)) }
}

/** What is filed: only what the form asks for. */
export function applicationOf(answers: Answers, terms: TeleworkTerms, about: About): TeleworkApplication {
  const asks = (part: TeleworkTerms['ask'][number]) => terms.ask.includes(part)
  return {
    type: terms.type,
    ...about,
    from: answers.from,
    until: answers.until,
    week: terms.type === 'telework' ? weekOf(answers.week, asks('contact-hours')) : [],
    office: asks('office-hours') ? weekOf(answers.office, false) : [],
    task: asks('task') ? answers.task.trim() : '',
    protectionNeed: answers.protectionNeed === 'high' ? 'high' : 'normal',
    workspace: asks('apps') && answers.workspace !== '' ? answers.workspace : null,
    apps: asks('apps') ? [...answers.apps] : [],
    home: asks('home')
      ? {
          separateArea: answers.separateArea === 'yes',
          furniture: answers.furniture === 'yes',
          internet: answers.internet === 'yes',
          phone: answers.phone.trim(),
        }
      : null,
    equipment: asks('equipment') ? { needed: [...answers.equipment], held: answers.held.trim() } : null,
    familyDuties: asks('family-duties') && answers.familyDuties,
    representative: asks('representative') && answers.representative,
    declarations: asks('declarations')
      ? {
          leaflet: answers.leaflet ? terms.leaflet.version : '',
          dataProtection: answers.dataProtection,
          equipmentReturn: answers.equipmentReturn,
        }
      : null,
  }
}
