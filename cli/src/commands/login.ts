import { resolve } from 'node:path'
import { chooseServer } from '../choose-server.ts'
import type { Call, Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { accept, openPortal, type Portal } from '../portal.ts'
import { forgetSignIn, keepSignIn } from '../sign-in-file.ts'

export const login: Command = {
  name: 'login',
  usage: 'ADDRESS [ACCOUNT] [--authority FILE]',
  summary: {
    de: 'Am Portal anmelden; Passwort und Code werden gefragt oder Zeile für Zeile gelesen',
    en: 'Sign in to the portal; password and code are asked for, or read line by line',
  },
  words: [1, 2],
  options: ['authority'],
  run: async (call) => {
    const { words, options, terminal, say } = call
    const server = chooseServer(words[0] ?? '', say)
    const authority = options.authority === undefined ? null : resolve(options.authority)
    const portal = await openPortal(server, null, authority, say)
    const account = words[1] ?? (await terminal.ask(say({ de: 'Benutzername', en: 'User name' })))
    const password = await terminal.ask(say({ de: 'Passwort', en: 'Password' }), 'secret')
    const me = accept(await portal.api.POST('/api/sign-in', { body: { account, password } }), say)
    const person = await completeSignIn(call, portal, me.due, password)
    const cookie = portal.cookie()
    if (cookie === null) {
      throw new Failure(say({ de: 'Der Server gab keine Sitzung.', en: 'The server gave no session.' }))
    }
    await keepSignIn(terminal.environment, { server, cookie, authority })
    call.show({ server, account: person.account, name: person.name, roles: person.roles }, [
      say({ de: 'Angemeldet an {} als {}.', en: 'Signed in to {} as {}.' }, server, person.name),
    ])
    return 0
  },
}

export const logout: Command = {
  name: 'logout',
  usage: '',
  summary: { de: 'Abmelden', en: 'Sign out' },
  words: [0, 0],
  run: async (call) => {
    const portal = await call.signedIn()
    // One that is over already needs no end; it is forgotten here either way.
    try {
      await portal.api.POST('/api/sign-out')
    } finally {
      await forgetSignIn(call.terminal.environment)
    }
    call.show({}, [call.say({ de: 'Abgemeldet.', en: 'Signed out.' })])
    return 0
  },
}

type Due = 'none' | 'second-factor' | 'set-up-second-factor' | 'new-password'

/** Does what is still due, until nothing is. */
async function completeSignIn({ terminal, say }: Call, { api }: Portal, first: Due, given: string) {
  const code = () => terminal.ask(say({ de: 'Sechsstelliger Code', en: 'Six-digit code' }), 'secret')
  for (let due = first, present = given; ; ) {
    if (due === 'none') return accept(await api.GET('/api/me'), say).person
    if (due === 'second-factor') {
      due = accept(await api.POST('/api/sign-in/second-factor', { body: { code: await code() } }), say).due
    } else if (due === 'new-password') {
      const next = await terminal.ask(
        say({ de: 'Neues Passwort (mindestens 12 Zeichen)', en: 'New password (at least 12 characters)' }),
        'secret',
      )
      due = accept(await api.POST('/api/sign-in/password', { body: { present, next } }), say).due
      present = next
    } else {
      const { uri, secret } = accept(await api.POST('/api/second-factor'), say)
      terminal.complain(say({ de: 'Für die Authentifizierungs-App: {}', en: 'For the authenticator app: {}' }, uri))
      terminal.complain(say({ de: 'oder von Hand: {}', en: 'or by hand: {}' }, secret))
      due = accept(await api.POST('/api/second-factor/confirmation', { body: { code: await code() } }), say).due
    }
  }
}
