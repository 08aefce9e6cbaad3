import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
import { table } from '../table.ts'

export const mails: Command = {
  name: 'mails',
  usage: '',
  summary: {
    de: 'E-Mails, die warten, und die der Mailserver endgültig abgelehnt hat',
    en: 'Mails that wait, and those that the mail server refused for good',
  },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const queue = accept(await api.GET('/api/administration/mail'), say)
    const head = [
      'ID',
      ...[
        { de: 'Person', en: 'Person' },
        { de: 'Seit', en: 'Since' },
      ].map((text) => say(text)),
    ]
    const rows = queue.refused.map(({ id, person, at, trouble }) => [id, person, at, trouble])
    const off = { de: 'Kein Mailserver ist eingetragen.', en: 'No mail server is configured.' }
    const waiting = { de: '{} warten, {} sind abgelehnt.', en: '{} wait, {} are refused.' }
    show(queue, [
      ...(queue.configured ? [] : [say(off)]),
      say(waiting, queue.waiting, queue.refused.length),
      ...(rows.length === 0 ? [] : table([...head, say({ de: 'Grund', en: 'Reason' })], rows)),
    ])
    return 0
  },
}

export const retryMail: Command = {
  name: 'mails retry',
  usage: 'ID',
  summary: {
    de: 'Eine abgelehnte E-Mail noch einmal verschicken, wenn der Grund behoben ist',
    en: 'Send a refused mail once more, when its reason is mended',
  },
  words: [1, 1],
  run: async ({ words, say, signedIn, show }) => {
    const { api } = await signedIn()
    const path = '/api/administration/mail/{mail}/retry'
    const queue = accept(await api.POST(path, { params: { path: { mail: words[0] ?? '' } } }), say)
    show(queue, [say({ de: 'Sie geht noch einmal hinaus.', en: 'It goes out once more.' })])
    return 0
  },
}
