import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { AgreementChange, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { HomeDay, Hours } from '@nahtlos/contract/programme/week'
import { weekdayOf } from './calendar-date.ts'

/**
 * The hours of home that are agreed for one date; null where that date is at the office, or outside of the agreement.
 * Whoever asks about many agreements hands in the date's weekday.
 */
export function homeHours(
  agreement: TeleworkAgreement,
  date: CalendarDate,
  weekday = weekdayOf(date),
): (Hours & Pick<HomeDay, 'contact'>) | null {
  if (date < agreement.from || agreement.until < date) return null
  const single = agreement.days.find((day) => day.date === date)
  if (single !== undefined) return single.home ? { from: single.from, until: single.until } : null
  return weekOn(agreement, date).find((day) => day.weekday === weekday) ?? null
}

/** The weekly grid that holds on a date: the last deviation that covers it, or the agreement's own. */
export function weekOn(agreement: TeleworkAgreement, date: CalendarDate): readonly HomeDay[] {
  const deviation = agreement.deviations.findLast(({ from, until }) => from <= date && date <= until)
  return deviation?.week ?? agreement.week
}

/** An agreement with the changes that were granted, in the order in which they were decided. */
export function withChanges(agreement: TeleworkAgreement, changes: readonly AgreementChange[]): TeleworkAgreement {
  const granted = changes
    .filter(({ state }) => state === 'granted')
    .toSorted((a, b) => ((a.decidedAt ?? '') < (b.decidedAt ?? '') ? -1 : 1))
  return granted.reduce(applied, agreement)
}

function applied(agreement: TeleworkAgreement, { wish }: AgreementChange): TeleworkAgreement {
  if (wish.kind === 'period') {
    const { from, until, week } = wish
    return { ...agreement, deviations: [...agreement.deviations, { from, until, week }] }
  }
  const dates = wish.kind === 'day' ? [wish.date] : [wish.gives, wish.takes]
  const kept = agreement.days.filter(({ date }) => !dates.includes(date))
  if (wish.kind === 'day') {
    const { date, from, until } = wish
    return { ...agreement, days: [...kept, { date, home: true, from, until }] }
  }
  const { from, until } = homeHours(agreement, wish.gives) ?? { from: '00:00', until: '00:01' }
  return {
    ...agreement,
    days: [...kept, { date: wish.gives, home: false, from, until }, { date: wish.takes, home: true, from, until }],
  }
}
