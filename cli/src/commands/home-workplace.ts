import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import type { Text } from '@nahtlos/contract/text'
import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
import { wordOf } from '../state-words.ts'
import { table } from '../table.ts'
import { dayOf, isYes } from '../typed.ts'

const states: Readonly<Record<NonNullable<MyHomeWorkplace['check']>['state'], Text>> = {
  waiting: { de: 'Ihre Angaben werden geprüft.', en: 'What you said is being assessed.' },
  accepted: {
    de: 'Ihre Angaben sind geprüft. Es ist alles in Ordnung.',
    en: 'What you said was assessed. Everything is in order.',
  },
  returned: { de: 'Zu Ihren Angaben gibt es eine Rückfrage.', en: 'There is a question about what you said.' },
  superseded: {
    de: 'Ihre Angaben sind überholt. Bitte füllen Sie die Liste im Portal neu aus.',
    en: 'What you said is out of date. Please answer the checklist in the portal again.',
  },
}

/** Until when something holds, or held. */
function until(day: string | null, today: string): Text {
  if (day === null) return { de: '{}: noch nicht', en: '{}: not yet' }
  return day < today
    ? { de: '{}: galt bis {}', en: '{}: held until {}' }
    : { de: '{}: gilt bis {}', en: '{}: holds until {}' }
}

export const homeWorkplace: Command = {
  name: 'home-workplace',
  usage: '',
  summary: {
    de: 'Bis wann der eigene Arbeitsplatz zu Hause bestätigt ist und die Unterweisung gilt; die Liste ist im Portal',
    en: 'Until when my workplace at home is confirmed and my training holds; the checklist is in the portal',
  },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const mine = accept(await api.GET('/api/home-workplace'), say)
    const { check, confirmedUntil, trainingUntil, today } = mine
    const place = say({ de: 'Arbeitsplatz zu Hause', en: 'Workplace at home' })
    const training = say({ de: 'Unterweisung', en: 'Training' })
    show(mine, [
      say(until(confirmedUntil, today), place, confirmedUntil ?? ''),
      ...(check === null ? [] : [wordOf(states, check.state, say)]),
      ...(check === null || check.remark === null ? [] : check.remark.split('\n')),
      say(until(trainingUntil, today), training, trainingUntil ?? ''),
    ])
    return 0
  },
}

export const waitingHomeChecks: Command = {
  name: 'home-workplace waiting',
  usage: '',
  summary: {
    de: 'Arbeitsplätze zu Hause, die auf den Arbeitsschutz warten, der älteste zuerst; geprüft wird im Portal',
    en: 'Workplaces at home that wait for occupational safety, oldest first; they are assessed in the portal',
  },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const waiting = accept(await api.GET('/api/home-workplace/checks'), say)
    const head = [
      say({ de: 'Person', en: 'Person' }),
      say({ de: 'Amt', en: 'Department' }),
      say({ de: 'Seit', en: 'Since' }),
    ]
    const rows = waiting.map(({ person, departmentTitle, filedAt }) => [person.name, say(departmentTitle), filedAt])
    show(waiting, table(head, rows))
    return 0
  },
}

export const recordTraining: Command = {
  name: 'home-workplace training',
  usage: 'DATE ACCOUNT… [--correction yes]',
  summary: {
    de: 'Eintragen, wer an diesem Tag unterwiesen wurde; ein früherer Tag zählt nur als Berichtigung',
    en: 'Record who was trained on this day; an earlier day counts as a correction only',
  },
  words: [2, 2001],
  options: ['correction'],
  run: async ({ words: [day = '', ...accounts], options, say, signedIn, show }) => {
    const body = { on: dayOf(day, say), accounts, correction: isYes(options.correction, false, say) }
    const { api } = await signedIn()
    const done = accept(await api.POST('/api/trainings', { body }), say)
    show(done, [say({ de: '{} Personen eingetragen.', en: '{} people recorded.' }, done.recorded)])
    return 0
  },
}
