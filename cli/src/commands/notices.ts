import { MailRhythm } from '@nahtlos/contract/api/notifications'
import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
import { oneOf } from '../typed.ts'

export const notices: Command = {
  name: 'notices',
  usage: '',
  summary: { de: 'Die eigenen Mitteilungen, die neueste zuerst', en: 'My notices, newest first' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/notices'), say)
    const lines = found.notices.flatMap(({ readAt, at, title, about, text }) => [
      `${readAt === null ? '*' : ' '} ${at}  ${say(title)}${about === null ? '' : `: ${say(about)}`}`,
      `    ${say(text)}`,
    ])
    const sum = say({ de: '{} nicht gelesen (*).', en: '{} not read (*).' }, found.unread)
    show(found, [...lines, sum])
    return 0
  },
}

export const readNotices: Command = {
  name: 'notices read',
  usage: '',
  summary: { de: 'Alle eigenen Mitteilungen als gelesen markieren', en: 'Mark all my notices as read' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/notices'), say)
    const fresh = found.notices.filter(({ readAt }) => readAt === null).map(({ id }) => id)
    const left =
      fresh.length === 0 ? found : accept(await api.POST('/api/notices/read', { body: { notices: fresh } }), say)
    show({ read: fresh.length, unread: left.unread }, [
      say({ de: '{} als gelesen markiert.', en: '{} marked as read.' }, fresh.length),
    ])
    return 0
  },
}

export const noticesByMail: Command = {
  name: 'notices mail',
  usage: '[at-once|daily|never]',
  summary: {
    de: 'Wann Mitteilungen als E-Mail kommen, oder es ändern: sofort, einmal am Tag, gar nicht; Dringendes kommt immer',
    en: 'When notices come as mail, or change it: at once, once a day, never; what is urgent always comes',
  },
  words: [0, 1],
  run: async ({ words: [asked], say, signedIn, show }) => {
    const rhythm = asked === undefined ? null : oneOf(asked, MailRhythm.options, say)
    const { api } = await signedIn()
    const choice = accept(
      rhythm === null ? await api.GET('/api/notices/mail') : await api.PUT('/api/notices/mail', { body: { rhythm } }),
      say,
    )
    const { address, sent, dailyMailAt } = choice
    show(choice, [
      choice.rhythm,
      say({ de: 'Die tägliche E-Mail kommt um {} Uhr.', en: 'The daily mail comes at {}.' }, dailyMailAt),
      ...(sent ? [] : [say({ de: 'Zurzeit gehen keine E-Mails hinaus.', en: 'No mails are sent at present.' })]),
      address === null
        ? say({ de: 'Das Verzeichnis nennt keine Adresse.', en: 'The directory names no address.' })
        : say({ de: 'Sie gehen an {}.', en: 'They go to {}.' }, address),
    ])
    return 0
  },
}
