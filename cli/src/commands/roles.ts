import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { table } from '../table.ts'
import { isYes } from '../typed.ts'

export const waitingRoles: Command = {
  name: 'people waiting',
  usage: '',
  summary: {
    de: 'Rollen, die auf das Wort einer zweiten Person der Administration warten',
    en: 'Roles that wait for the word of a second administrator',
  },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const waiting = accept(await api.GET('/api/administration/waiting-roles'), say)
    const head = [
      say({ de: 'Benutzername', en: 'User name' }),
      say({ de: 'Rollen', en: 'Roles' }),
      say({ de: 'Vergeben von', en: 'Given by' }),
    ]
    show(
      waiting,
      table(
        head,
        waiting.map(({ person, roles, givenBy }) => [person.account, roles.join(', '), givenBy]),
      ),
    )
    return 0
  },
}

export const confirmRoles: Command = {
  name: 'people confirm',
  usage: 'ACCOUNT [--refuse yes]',
  summary: {
    de: 'Rollen bestätigen, die jemand anderes vergeben hat, oder sie ablehnen',
    en: 'Confirm roles that somebody else gave, or refuse them',
  },
  words: [1, 1],
  options: ['refuse'],
  run: async ({ words, options, say, signedIn, show }) => {
    const account = words[0] ?? ''
    const isRefused = isYes(options.refuse, false, say)
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/administration/waiting-roles'), say).find(
      (one) => one.person.account === account,
    )
    if (found === undefined) {
      throw new Failure(say({ de: 'Für „{}“ wartet nichts.', en: 'Nothing waits for "{}".' }, account))
    }
    const params = { path: { person: found.person.id } }
    if (isRefused) {
      accept(await api.DELETE('/api/administration/waiting-roles/{person}', { params }), say)
      show({ account }, [say({ de: 'Abgelehnt: {}', en: 'Refused: {}' }, account)])
      return 0
    }
    const answer = accept(await api.POST('/api/administration/waiting-roles/{person}', { params }), say)
    const half = { de: 'Zweite Hälfte des Anfangspassworts: {}', en: 'Second half of the first password: {}' }
    show({ account, ...answer }, [
      say({ de: 'Bestätigt: {}', en: 'Confirmed: {}' }, account),
      ...(answer.secondHalf === null ? [] : [say(half, answer.secondHalf)]),
    ])
    return 0
  },
}
