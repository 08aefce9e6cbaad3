import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { AgreementChange, ChangeWish, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
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
  if (single !== undefined) return single.home ? single : null
  return weekOn(agreement, date).find((day) => day.weekday === weekday) ?? null
}

/** The weekly grid that holds on a date: the last deviation that covers it, or the agreement's own. */
export function weekOn(agreement: TeleworkAgreement, date: CalendarDate): readonly HomeDay[] {
  const deviation = agreement.deviations.findLast(({ from, until }) => from <= date && date <= until)
  return deviation?.week ?? agreement.week
}

/**
 * An agreement with the changes that were granted, in the order in which they were decided. One that does not fit any
 * more, because what it built on is gone, changes nothing: half a swap would be a day more.
 */
export function withChanges(agreement: TeleworkAgreement, changes: readonly AgreementChange[]): TeleworkAgreement {
  return granted(changes).reduce(
    (before, { wish }) => (fitsDays(before, wish) ? applied(before, wish) : before),
    agreement,
  )
}

/**
 * The granted changes that would lose their ground without this one: a swap of the day that it made a home day, say.
 * Those whose days are over count no more. `agreement` is the one with its changes.
 */
export function builtUpon(
  agreement: TeleworkAgreement,
  changes: readonly AgreementChange[],
  change: AgreementChange,
  today: CalendarDate,
): AgreementChange[] {
  let now: TeleworkAgreement = { ...agreement, deviations: [], days: [] }
  let without = now
  return granted(changes).flatMap((one) => {
    const [held, holds] = [fitsDays(now, one.wish), one.id !== change.id && fitsDays(without, one.wish)]
    if (held) now = applied(now, one.wish)
    if (holds) without = applied(without, one.wish)
    return held && !holds && one.id !== change.id && lastDateOf(one.wish) >= today ? one : []
  })
}

/** Whether a swap gives what is a home day and takes what is none, and a further day is none yet. */
export function fitsDays(agreement: TeleworkAgreement, wish: ChangeWish): boolean {
  switch (wish.kind) {
    case 'swap':
      return homeHours(agreement, wish.gives) !== null && homeHours(agreement, wish.takes) === null
    case 'day':
      return homeHours(agreement, wish.date) === null
    case 'period':
      return true
  }
}

function granted(changes: readonly AgreementChange[]): AgreementChange[] {
  return changes
    .filter(({ state }) => state === 'granted')
    .toSorted((a, b) => order(a.decidedAt ?? '', b.decidedAt ?? '') || order(a.askedAt, b.askedAt))
}

function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

function lastDateOf(wish: ChangeWish): CalendarDate {
  if (wish.kind === 'period') return wish.until
  if (wish.kind === 'day') return wish.date
  return [wish.gives, wish.takes].toSorted().at(-1) ?? wish.takes
}

function applied(agreement: TeleworkAgreement, wish: ChangeWish): TeleworkAgreement {
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
  const hours = homeHours(agreement, wish.gives)
  if (hours === null) return agreement
  const { from, until } = hours
  const takes = { date: wish.takes, home: true, from, until }
  return {
    ...agreement,
    days: [
      ...kept,
      { date: wish.gives, home: false, from, until },
      hours.contact === undefined ? takes : { ...takes, contact: hours.contact },
    ],
  }
}
