import type { Refusal } from '@nahtlos/contract/access/resolution'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { HomeDay } from '@nahtlos/contract/programme/week'
import type { Text } from '@nahtlos/contract/text'
import { weekOn } from '../programme/agreement-day.ts'
import type { AgreementFacts } from './agreement-facts.ts'

const weekdays: readonly Text[] = [
  { de: 'Montag', en: 'Monday' },
  { de: 'Dienstag', en: 'Tuesday' },
  { de: 'Mittwoch', en: 'Wednesday' },
  { de: 'Donnerstag', en: 'Thursday' },
  { de: 'Freitag', en: 'Friday' },
  { de: 'Samstag', en: 'Saturday' },
  { de: 'Sonntag', en: 'Sunday' },
]

/** Why the agreements do not open the way from outside now; null where they do. */
export function agreementRefusal(
  facts: AgreementFacts,
  departmentTakesPart: boolean,
  date: CalendarDate,
): Refusal | null {
  if (facts.now) return null
  if (facts.exists) {
    return {
      code: facts.today ? 'agreement-not-now' : 'agreement-not-today',
      text: agreedTimes(facts.holding.flatMap((agreement) => weekOn(agreement, date))),
      remedy: 'see-agreement',
    }
  }
  if (facts.suspended) {
    return {
      code: 'agreement-suspended',
      text: {
        de: 'Ihr Zugang von außen ist vorläufig gesperrt, damit nichts passieren kann. Ihre Vereinbarung bleibt bestehen.',
        en: 'Your access from outside is suspended for now, to keep things safe. Your agreement stands.',
      },
      remedy: 'see-agreement',
    }
  }
  if (facts.coming !== null) {
    const from = dateWords(facts.coming.from)
    return {
      code: 'agreement-not-today',
      text: { de: `Ihre Vereinbarung beginnt am ${from.de}.`, en: `Your agreement begins on ${from.en}.` },
      remedy: 'see-agreement',
    }
  }
  if (!departmentTakesPart) {
    return {
      code: 'agreement-missing',
      text: {
        de: 'Von außen geht es nur mit einer Vereinbarung, und Ihr Amt nimmt noch nicht an der Telearbeit teil.',
        en: 'Access from outside needs an agreement, and your department does not take part in telework yet.',
      },
      remedy: 'none',
    }
  }
  if (facts.over !== null) {
    const until = dateWords(facts.over.until)
    return {
      code: 'agreement-missing',
      text: { de: `Ihre Vereinbarung ist am ${until.de} ausgelaufen.`, en: `Your agreement ended on ${until.en}.` },
      remedy: 'request-telework',
    }
  }
  return {
    code: 'agreement-missing',
    text: {
      de: 'Von außen brauchen Sie eine Vereinbarung über Telearbeit.',
      en: 'From outside you need a telework agreement.',
    },
    remedy: 'request-telework',
  }
}

/** "Vereinbart sind Montag und Mittwoch, 07:00 bis 19:00 Uhr." */
export function agreedTimes(days: readonly HomeDay[]): Text {
  if (days.length === 0)
    return {
      de: 'Für heute ist kein Tag von zu Hause angemeldet.',
      en: 'No day at home is announced for today.',
    }
  const groups = new Map<string, HomeDay[]>()
  for (const day of days.toSorted((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1))) {
    const hours = `${day.from}-${day.until}`
    groups.set(hours, [...(groups.get(hours) ?? []), day])
  }
  const verb = days.length === 1 ? { de: 'Vereinbart ist', en: 'Agreed:' } : { de: 'Vereinbart sind', en: 'Agreed:' }
  return {
    de: `${verb.de} ${[...groups.values()].map((group) => groupWords(group, 'de')).join('; ')}.`,
    en: `${verb.en} ${[...groups.values()].map((group) => groupWords(group, 'en')).join('; ')}.`,
  }
}

function groupWords(group: readonly HomeDay[], language: keyof Text): string {
  const names = listed(
    group.map((day) => weekdays[day.weekday - 1]?.[language] ?? ''),
    language,
  )
  const { from = '', until = '' } = group[0] ?? {}
  return language === 'de' ? `${names}, ${from} bis ${until} Uhr` : `${names}, ${from} to ${until}`
}

function listed(words: readonly string[], language: keyof Text): string {
  const last = words.at(-1) ?? ''
  if (words.length < 2) return last
  return `${words.slice(0, -1).join(', ')} ${language === 'de' ? 'und' : 'and'} ${last}`
}

function dateWords(date: string): Text {
  const noon = new Date(`${date}T12:00:00Z`)
  const write = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(noon)
  return { de: write('de-DE'), en: write('en-GB') }
}
