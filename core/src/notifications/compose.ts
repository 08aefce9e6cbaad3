import type { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Language } from '@nahtlos/contract/text'
import { wordsOf } from './notice-words.ts'

export interface Composed {
  readonly subject: string
  readonly text: string
}

const frame = {
  de: {
    daily: (count: number) => (count === 1 ? 'Eine Mitteilung für Sie' : `${count} Mitteilungen für Sie`),
    greeting: 'Guten Tag,',
    lead: 'im Portal warten Mitteilungen auf Sie:',
    more: 'Alles Weitere steht im Portal:',
  },
  en: {
    daily: (count: number) => (count === 1 ? 'One notice for you' : `${count} notices for you`),
    greeting: 'Hello,',
    lead: 'notices wait for you in the portal:',
    more: 'The portal has everything else:',
  },
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
  const t = frame[language]
  const first = kinds[0]
  const words = first === undefined ? null : wordsOf(city, first)
  const single = !daily && words !== null
  const page = (path: string) => `${portal.replace(/\/+$/, '')}${path}`
  const body = single
    ? [words.text[language], '', t.more, page(words.page)]
    : [t.lead, '', ...listed(city, kinds, language), '', t.more, page('/notices')]
  return {
    subject: oneLine(single ? words.title[language] : t.daily(kinds.length)),
    text: [t.greeting, '', ...body, '', '-- ', city.signature[language], ''].join('\n'),
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
