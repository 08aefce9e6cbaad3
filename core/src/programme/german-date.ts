import type { CalendarDate } from '@nahtlos/contract/identifiers'

/** `2026-03-02` as people write it in German: `02.03.2026`. */
export function germanDate(date: CalendarDate): string {
  return date.split('-').toReversed().join('.')
}
