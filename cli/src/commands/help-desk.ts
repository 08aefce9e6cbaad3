import type { SettingsAccess } from '@nahtlos/contract/api/settings'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { accessStates, wordOf } from '../state-words.ts'
import { table } from '../table.ts'
import { oneOf } from '../typed.ts'

function accessLines(accesses: readonly SettingsAccess[], say: Call['say']): string[] {
  const head = [
    say({ de: 'Einblick', en: 'Access' }),
    say({ de: 'Person', en: 'Person' }),
    say({ de: 'Zustand', en: 'State' }),
    say({ de: 'Bis', en: 'Until' }),
    say({ de: 'Grund', en: 'Reason' }),
  ]
  return table(
    head,
    accesses.map(({ id, person, state, until, reason }) => [
      id,
      person.name,
      wordOf(accessStates, state, say),
      until,
      reason,
    ]),
  )
}

export const askForAccess: Command = {
  name: 'settings ask',
  usage: 'ACCOUNT consent|reason REASON',
  summary: {
    de: 'Um Einblick in die Einstellungen einer Person bitten, oder ihn mit einem Grund gleich bekommen; sie sieht beides',
    en: 'Ask for a look at somebody’s settings, or take one for a stated reason; she sees both',
  },
  words: [3, 3],
  run: async ({ words: [account = '', asked = '', reason = ''], say, signedIn, show }) => {
    const basis = oneOf(asked, ['consent', 'reason'], say)
    const { api } = await signedIn()
    const people = accept(await api.GET('/api/help-desk/people', { params: { query: { q: account } } }), say)
    const person = people.find((one) => one.account === account)
    if (person === undefined)
      throw new Failure(say({ de: 'Den Benutzernamen {} gibt es nicht.', en: 'There is no user name {}.' }, account))
    const body = { person: person.id, basis, reason }
    const access = accept(await api.POST('/api/help-desk/accesses', { body }), say)
    show(access, accessLines([access], say))
    return 0
  },
}

export const listAccesses: Command = {
  name: 'settings accesses',
  usage: '',
  summary: { de: 'Die eigenen Einblicke der Benutzerhilfe', en: 'My looks for the help desk' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const accesses = accept(await api.GET('/api/help-desk/accesses'), say)
    show(accesses, accessLines(accesses, say))
    return 0
  },
}
