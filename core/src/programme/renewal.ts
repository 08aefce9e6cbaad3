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
