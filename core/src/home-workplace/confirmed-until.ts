import type { CalendarDate } from '@nahtlos/contract/identifiers'
import { daysFrom } from '../programme/calendar-date.ts'

/**
 * The last day on which a workplace at home counts as confirmed: that of the acceptance, or the end of the grace after
 * the home changed, whichever is earlier.
 */
export function confirmedUntil(
  validUntil: CalendarDate | null,
  changedOn: CalendarDate | null,
  graceDays: number,
): CalendarDate | null {
  if (validUntil === null || changedOn === null) return validUntil
  const grace = daysFrom(changedOn, graceDays)
  return grace < validUntil ? grace : validUntil
}
