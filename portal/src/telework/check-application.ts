import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/telework-request'
import type { Language } from '@nahtlos/contract/text'
import { formatDate } from '../shell/format.ts'
import type { TeleworkTexts } from './texts.ts'

/** A row of the weekly grid as it is being filled in. */
export interface DraftDay {
  readonly weekday: number
  readonly chosen: boolean
  readonly from: string
  readonly until: string
}

export interface Draft {
  readonly from: string
  readonly until: string
  readonly week: readonly DraftDay[]
}

/** A field that is wrong, with what is wrong; `field` is the id of the input to go to. */
export interface Fault {
  readonly field: string
  readonly text: string
}

/** The last day that `months` months from `from` hold: `2026-01-31` and one month give `2026-02-28`. */
export function latestEnd(from: string, months: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  const daysOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, daysOfMonth))).toISOString().slice(0, 10)
}

/** All faults of a draft in the order of its fields. The server checks again; this only spares the way. */
export function checkDraft(draft: Draft, terms: TeleworkTerms, t: TeleworkTexts, language: Language): Fault[] {
  const faults: Fault[] = []
  if (!draft.from) faults.push({ field: 'from', text: t.fromMissing })
  else if (draft.from < terms.today) faults.push({ field: 'from', text: t.fromPast })
  if (!draft.until) faults.push({ field: 'until', text: t.untilMissing })
  else if (draft.from && draft.until < draft.from) faults.push({ field: 'until', text: t.untilBeforeFrom })
  else if (draft.from) {
    const latest = latestEnd(draft.from, terms.maximumMonths)
    if (draft.until > latest)
      faults.push({ field: 'until', text: t.tooLong(terms.maximumMonths, formatDate(latest, language)) })
  }
  const chosen = draft.week.filter((day) => day.chosen)
  if (chosen.length === 0) faults.push({ field: 'day-1', text: t.noDay })
  else if (chosen.length > terms.maximumHomeDays)
    faults.push({ field: `day-${chosen.at(-1)?.weekday ?? 1}`, text: t.tooManyDays(terms.maximumHomeDays) })
  for (const day of chosen) {
    const fault = dayFault(day, terms, t)
    if (fault) faults.push(fault)
  }
  return faults
}

function dayFault(day: DraftDay, terms: TeleworkTerms, t: TeleworkTexts): Fault | null {
  if (!day.from) return { field: `from-${day.weekday}`, text: t.timeMissing }
  if (!day.until) return { field: `until-${day.weekday}`, text: t.timeMissing }
  if (day.until <= day.from) return { field: `until-${day.weekday}`, text: t.timeOrder }
  if (day.from < terms.earliest)
    return { field: `from-${day.weekday}`, text: t.timeRange(terms.earliest, terms.latest) }
  if (day.until > terms.latest)
    return { field: `until-${day.weekday}`, text: t.timeRange(terms.earliest, terms.latest) }
  return null
}

export function applicationOf(draft: Draft): TeleworkApplication {
  return {
    from: draft.from,
    until: draft.until,
    week: draft.week.filter((day) => day.chosen).map(({ weekday, from, until }) => ({ weekday, from, until })),
  }
}
