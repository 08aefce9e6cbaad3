import type { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Language } from '@nahtlos/contract/text'
import { wordsOf } from './notice-words.ts'

export interface Composed {
  readonly subject: string
  readonly text: string
}

const countWords = {
  de: (count: number) => (count === 1 ? 'Eine Mitteilung für Sie' : `${count} Mitteilungen für Sie`),
  en: (count: number) => (count === 1 ? 'One notice for you' : `${count} notices for you`),
} as const

/**
 * What a mail says. It is made of fixed words, numbers and the portal's address alone: nothing of a person or a case
 * goes in, so nothing of them can come out.
 *
 * @param kinds what it tells of, in order; more than one for a daily mail
 */
export function compose(
  city: Notifications,
  kinds: readonly NoticeKind[],
  daily: boolean,
  language: Language,
  portal: string,
): Composed {
  const daysTitle =
    city.dailyTitle?.[language].replaceAll('{count}', String(kinds.length)) ?? countWords[language](kinds.length)
  const first = kinds[0]
  const words = first === undefined ? null : wordsOf(city, first)
  const single = !daily && words !== null
  const page = (path: string) => `${portal.replace(/\/+$/, '')}${path}`
  const body = single
    ? [words.text[language], '', city.more[language], page(words.page)]
    : [city.dailyLead[language], '', ...listed(city, kinds, language), '', city.more[language], page('/notices')]
  return {
    subject: oneLine(single ? words.title[language] : daysTitle),
    text: [city.greeting[language], '', ...body, '', '-- ', city.signature[language], ''].join('\n'),
  }
}

/** Each title once, with how often it is there. */
function listed(city: Notifications, kinds: readonly NoticeKind[], language: Language): string[] {
  return [...Map.groupBy(kinds, (kind) => kind)].map(([kind, same]) => {
    const title = oneLine(wordsOf(city, kind).title[language])
    return same.length === 1 ? `- ${title}` : `- ${title} (${same.length})`
  })
}

/** A title is written by an administrator; a second line of it would be a header of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
