import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { Criterion } from '@nahtlos/contract/programme/criterion'
import type { Text } from '@nahtlos/contract/text'
import { monthsLater } from './calendar-date.ts'

/** What the directory knows of somebody's post; null where it does not know. */
export interface Employment {
  /** Since when she has her present role. */
  readonly roleSince: CalendarDate | null
  /** Regular hours in percent of full time. */
  readonly shareOfFullTime: number | null
}

/** Whether somebody meets the criteria on the day from which she asks, each with the reason in words. */
export function criteriaFor(
  { criteria }: Pick<ProgrammeRules, 'criteria'>,
  { roleSince, shareOfFullTime }: Employment,
  today: CalendarDate,
): Criterion[] {
  const { monthsInRole: months, shareOfFullTime: share } = criteria
  const found: Criterion[] = []
  if (months > 0) {
    const from = roleSince === null ? null : monthsLater(roleSince, months)
    found.push({
      id: 'months-in-role',
      met: from === null ? null : from <= today,
      from: from !== null && from > today ? from : null,
      text: {
        de: `Sie sind seit mindestens ${months} Monaten in Ihrer jetzigen Tätigkeit.`,
        en: `You have been in your present role for at least ${months} months.`,
      },
    })
  }
  if (share > 0) {
    found.push({
      id: 'share-of-full-time',
      met: shareOfFullTime === null ? null : shareOfFullTime >= share,
      from: null,
      text: {
        de: `Sie arbeiten mindestens ${share} Prozent der vollen Arbeitszeit.`,
        en: `You work at least ${share} percent of full time.`,
      },
    })
  }
  return found
}

/** Criteria of which the directory says nothing, in words for whoever approves: a person has to know it instead. */
export function uncheckedCriteria(
  rules: Pick<ProgrammeRules, 'criteria'>,
  employment: Employment,
  today: CalendarDate,
): Text[] {
  const { monthsInRole, shareOfFullTime } = rules.criteria
  const questions: Readonly<Record<Criterion['id'], Text>> = {
    'months-in-role': {
      de: `Ist die Person seit mindestens ${monthsInRole} Monaten in ihrer jetzigen Tätigkeit?`,
      en: `Has the person been in the present role for at least ${monthsInRole} months?`,
    },
    'share-of-full-time': {
      de: `Arbeitet die Person mindestens ${shareOfFullTime} Prozent der vollen Arbeitszeit?`,
      en: `Does the person work at least ${shareOfFullTime} percent of full time?`,
    },
  }
  return criteriaFor(rules, employment, today)
    .filter(({ met }) => met === null)
    .map(({ id }) => questions[id])
}
