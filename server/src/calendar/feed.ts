import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { Language } from '@nahtlos/contract/text'
import { homeHours } from '@nahtlos/core/programme/agreement-day'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { type CalendarDay, icalendar } from './icalendar.ts'

interface FeedOptions {
  readonly title: string
  readonly today: string
  readonly timeZone: string
  readonly language: Language
  /** Whether each event names its person. */
  readonly named: boolean
}

/** Days before and after today that a calendar shows. */
const shownDays = { before: 14, after: 180 }

const words = {
  de: { telework: 'Telearbeit', 'mobile-work': 'Mobile Arbeit', contact: 'Erreichbar' },
  en: { telework: 'Telework', 'mobile-work': 'Mobile work', contact: 'Can be reached' },
} as const

/**
 * Approved home days as iCalendar (RFC 5545): all-day events that say when somebody can be reached. Nothing in it
 * says whether anybody works just now.
 */
export function calendarOf(agreements: readonly TeleworkAgreement[], options: FeedOptions): string {
  const { title, today, timeZone, language, named } = options
  const text = words[language]
  const days: CalendarDay[] = []
  for (const agreement of agreements.filter(({ endedAt, suspendedAt }) => endedAt === null && suspendedAt === null)) {
    for (let day = -shownDays.before; day <= shownDays.after; day++) {
      const date = daysFrom(today, day)
      const hours = homeHours(agreement, date)
      if (hours === null) continue
      const { from, until } = hours.contact ?? hours
      const what = text[agreement.type]
      days.push({
        uid: `${date}.${agreement.id}@nahtlos`,
        date,
        summary: named ? `${agreement.person.name}: ${what}` : what,
        description: `${text.contact}: ${from}–${until}`,
      })
    }
  }
  return icalendar({ name: title, timeZone, stamp: today }, days)
}
