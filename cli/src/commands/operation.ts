import type { Text } from '@nahtlos/contract/text'
import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
import { hostConcerns, hostStates, sessionStates, wordOf } from '../state-words.ts'
import { table } from '../table.ts'
import { oneOf } from '../typed.ts'

export const hosts: Command = {
  name: 'hosts',
  usage: '',
  summary: { de: 'Die Sitzungsserver und ihre Last', en: 'The session hosts and their load' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/administration/hosts'), say)
    const head = [
      say({ de: 'Server', en: 'Host' }),
      say({ de: 'Zustand', en: 'State' }),
      say({ de: 'Sitzungen', en: 'Sessions' }),
      say({ de: 'Last', en: 'Load' }),
      say({ de: 'Speicher frei', en: 'Memory free' }),
      say({ de: 'Es fehlt', en: 'Missing' }),
      say({ de: 'Auffällig', en: 'Concerns' }),
    ]
    const rows = found.map((host) => [
      host.id,
      wordOf(hostStates, host.state, say),
      host.sessions,
      host.load === null ? null : `${host.load.toFixed(2)} / ${host.cores ?? '?'}`,
      host.memoryAvailable === null ? null : `${(host.memoryAvailable / 2 ** 30).toFixed(1)} GiB`,
      host.missingPackages.join(' ') || null,
      host.concerns.map(({ what, detail }) => `${wordOf(hostConcerns, what, say)}: ${detail}`).join('; ') || null,
    ])
    show(found, table(head, rows))
    return 0
  },
}

/** Whether a host takes new sessions; those that run on it stay. */
function draining(name: string, draining: boolean, summary: Text, done: Text): Command {
  return {
    name,
    usage: 'HOST',
    summary,
    words: [1, 1],
    run: async ({ words: [host = ''], say, signedIn, show }) => {
      const { api } = await signedIn()
      const params = { path: { host } }
      const view = accept(
        await api.PUT('/api/administration/hosts/{host}/draining', { params, body: { draining } }),
        say,
      )
      show(view, [say(done, view.id, view.sessions)])
      return 0
    },
  }
}

export const drainHost = draining(
  'hosts drain',
  true,
  {
    de: 'Ein Sitzungsserver nimmt keine neuen Sitzungen an, z. B. vor einer Wartung; laufende bleiben',
    en: 'Let a session host take no new sessions, e.g. before maintenance; running ones stay',
  },
  { de: '{} nimmt nichts Neues an. {} Sitzungen laufen dort.', en: '{} takes nothing new. {} sessions run there.' },
)

export const resumeHost = draining(
  'hosts resume',
  false,
  { de: 'Ein Sitzungsserver nimmt wieder neue Sitzungen an', en: 'Let a session host take new sessions again' },
  { de: '{} nimmt neue Sitzungen an.', en: '{} takes new sessions.' },
)

export const sessions: Command = {
  name: 'sessions',
  usage: '',
  summary: { de: 'Alle laufenden Sitzungen', en: 'All running sessions' },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const found = accept(await api.GET('/api/administration/sessions'), say)
    const head = [
      say({ de: 'Person', en: 'Person' }),
      say({ de: 'Amt', en: 'Department' }),
      say({ de: 'Ziel', en: 'Target' }),
      say({ de: 'Server', en: 'Host' }),
      say({ de: 'Zustand', en: 'State' }),
      say({ de: 'Verbunden', en: 'Connected' }),
      say({ de: 'Sitzung', en: 'Session' }),
    ]
    const connected = (zone: { de: string; en: string } | null) => say(zone ?? { de: 'ja', en: 'yes' })
    const rows = found.map((session) => [
      session.person.account,
      session.person.department,
      say(session.title),
      session.host,
      wordOf(sessionStates, session.state, say),
      session.connected ? connected(session.zone) : say({ de: 'nein', en: 'no' }),
      session.id,
    ])
    show(found, table(head, rows))
    return 0
  },
}

export const endSession: Command = {
  name: 'sessions end',
  usage: 'SESSION',
  summary: {
    de: 'Eine Sitzung abmelden; ihre Einstellungen werden gesichert, Ungespeichertes geht verloren',
    en: 'Log a session off; its settings are saved, unsaved work is lost',
  },
  words: [1, 1],
  run: async ({ words: [session = ''], say, signedIn, show }) => {
    const { api } = await signedIn()
    const params = { path: { session } }
    const view = accept(await api.DELETE('/api/administration/sessions/{session}', { params }), say)
    const text = { de: 'Die Sitzung von {} wird abgemeldet.', en: 'The session of {} is being logged off.' }
    show(view, [say(text, view.person.name)])
    return 0
  },
}

export const enrol: Command = {
  name: 'enrol',
  usage: 'agent NAME | gateway NAME LISTENER…',
  summary: {
    de: 'Einen Aufnahmeschlüssel für einen neuen Sitzungsserver oder ein Gateway ausstellen (einmal, eine Stunde)',
    en: 'Make a token for a new session host or gateway (good once, for one hour)',
  },
  words: [2, 18],
  run: async ({ words, say, signedIn, show, terminal }) => {
    const [asked = '', name = '', ...listeners] = words
    const role = oneOf(asked, ['agent', 'gateway'], say)
    const { api } = await signedIn()
    const body = { role, name, listeners }
    const made = accept(await api.POST('/api/administration/enrolments', { body }), say)
    show(made, [made.token])
    const text = { de: 'Gültig bis {}; wird nicht noch einmal gezeigt.', en: 'Good until {}; not shown again.' }
    terminal.complain(say(text, made.expiresAt))
    return 0
  },
}
