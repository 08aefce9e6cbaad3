import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { daysFrom } from './calendar-date.ts'

/** Days after its end in which an agreement can still be renewed instead of asked for anew. */
export const renewableDays = 90

/** Whether an agreement can be renewed: it was neither ended nor suspended, and ran out not long ago if it did. */
export function isRenewable(
  { endedAt, suspendedAt, until }: Pick<TeleworkAgreement, 'endedAt' | 'suspendedAt' | 'until'>,
  today: CalendarDate,
): boolean {
  return endedAt === null && suspendedAt === null && today <= daysFrom(until, renewableDays)
}

/**
 * How many of the reminders before an agreement's end are due by now. One whose day lies before the agreement begins
 * is none: nobody is reminded of the end of what has not begun.
 *
 * @param before days before the end, as the rules name them
 */
export function remindersDue(
  before: readonly number[],
  { from, until }: { readonly from: CalendarDate; readonly until: CalendarDate },
  today: CalendarDate,
): number {
  const days = before.map((each) => daysFrom(until, -each))
  return days.filter((day) => day > from && day <= today).length
}
