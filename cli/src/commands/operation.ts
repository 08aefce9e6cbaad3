import type { Command } from '../command.ts'
import { accept } from '../portal.ts'
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
      host.state,
      host.sessions,
      host.load === null ? null : `${host.load.toFixed(2)} / ${host.cores ?? '?'}`,
      host.memoryAvailable === null ? null : `${(host.memoryAvailable / 2 ** 30).toFixed(1)} GiB`,
      host.missingPackages.join(' ') || null,
      host.concerns.map(({ what, detail }) => `${what}: ${detail}`).join('; ') || null,
    ])
    show(found, table(head, rows))
    return 0
  },
}

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
    ]
    const connected = (zone: { de: string; en: string } | null) => say(zone ?? { de: 'ja', en: 'yes' })
    const rows = found.map((session) => [
      session.person.account,
      session.person.department,
      say(session.title),
      session.host,
      session.state,
      session.connected ? connected(session.zone) : say({ de: 'nein', en: 'no' }),
    ])
    show(found, table(head, rows))
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
