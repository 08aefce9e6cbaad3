import type { SessionFacts } from '@nahtlos/contract/access/context'
import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Call, Command } from '../command.ts'
import { readDirectory } from '../configuration-directory.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { instantOf, isYes, numberOf } from '../typed.ts'

export const simulate: Command = {
  name: 'simulate',
  usage:
    'ACCOUNT [--zone ZONE] [--at TIME] [--second-factor yes|no] [--session MINUTES] [--app APP] [--host HOST] [--revision NUMBER | --draft NUMBER]',
  summary: {
    de: 'Was bekäme diese Person von dort zu dieser Zeit, warum, und was würde es ändern',
    en: 'What would this person get, from there, at that time, why, and what would alter it',
  },
  words: [1, 1],
  options: ['zone', 'at', 'second-factor', 'session', 'app', 'host', 'revision', 'draft'],
  run: (call) => {
    const { revision, draft } = call.options
    const about = {
      ...(revision === undefined ? {} : { revision: numberOf(revision, call.say) }),
      ...(draft === undefined ? {} : { draft: numberOf(draft, call.say) }),
    }
    return simulation(call, call.words[0] ?? '', about)
  },
}

export const simulateDirectory: Command = {
  name: 'config simulate',
  usage:
    'DIRECTORY ACCOUNT [--zone ZONE] [--at TIME] [--second-factor yes|no] [--session MINUTES] [--app APP] [--host HOST]',
  summary: {
    de: 'Was bekäme diese Person nach der Konfiguration in diesem Ordner',
    en: 'What would this person get by the configuration in this directory',
  },
  words: [2, 2],
  options: ['zone', 'at', 'second-factor', 'session', 'app', 'host'],
  run: async (call) => {
    const files = await readDirectory(call.words[0] ?? '', call.say)
    return simulation(call, call.words[1] ?? '', { files })
  },
}

interface About {
  readonly files?: ConfigurationFile[]
  readonly draft?: number
  readonly revision?: number
}

async function simulation({ options, say, signedIn, show }: Call, account: string, about: About): Promise<number> {
  const at = options.at === undefined ? new Date().toISOString() : instantOf(options.at, say)
  const minutes = options.session === undefined ? null : minutesOf(options.session, say)
  const isStrong = options['second-factor'] === undefined ? null : isYes(options['second-factor'], false, say)
  const { api } = await signedIn()
  const found = accept(await api.GET('/api/administration/people', { params: { query: { q: account } } }), say)
  const person = found.find((one) => one.account === account)
  if (person === undefined) throw new Failure(say({ de: '„{}“ gibt es nicht.', en: 'There is no "{}".' }, account))
  const zones = accept(await api.GET('/api/administration/zones'), say)
  // Without a name, the office.
  const zone = zones.find((one) => (options.zone === undefined ? !one.outside : one.id === options.zone))
  if (zone === undefined) {
    const text = { de: 'Diesen Netzbereich gibt es nicht.', en: 'There is no such zone.' }
    throw new Failure(say(text), zones.map((one) => one.id).join(', '))
  }
  const session =
    minutes === null ? undefined : sessionOf(minutes, at, options, accept(await api.GET(choices), say), say)
  const context = {
    at,
    listener: zone.listener,
    clientAddress: zone.exampleAddress,
    secondFactor: isStrong ?? zone.outside,
    ...(session === undefined ? {} : { session }),
  }
  const body = { person: person.id, context, ...about }
  const resolution = accept(await api.POST('/api/administration/simulation', { body }), say)
  const nearest = new Map<string, string[]>()
  const changesOf: Record<string, unknown> = {}
  for (const { id } of resolution.workspaces) {
    const asked = await api.POST('/api/administration/simulation/nearest', { body: { ...body, workspace: id } })
    const { changes } = accept(asked, say)
    changesOf[id] = changes
    nearest.set(
      id,
      changes.map(({ title, has, text }) => `    ${has ? '-' : '+'} ${say(title)}: ${say(text)}`),
    )
  }
  const lines = resolution.workspaces.flatMap((workspace) => [
    workspace.available
      ? `✓ ${say(workspace.title)}: ${workspace.rights.join(', ')}`
      : `✗ ${say(workspace.title)}: ${workspace.refusals.map((refusal) => say(refusal.text)).join(' ')}`,
    ...workspace.explanation
      .filter((one) => one.effect !== 'no-effect')
      .map((one) => `    ${one.effect}  ${one.document}  ${say(one.text)}`),
    ...workspace.withheld.map(
      (one) => `    ${say({ de: 'zurückgehalten', en: 'withheld' })}  App/${one.app}  ${say(one.reason)}`,
    ),
    ...workspace.environment.map(
      (rule) => `    ${say({ de: 'Umgebung', en: 'environment' })}  EnvironmentRule/${rule.id}  ${say(rule.title)}`,
    ),
    ...workspace.origins.map(
      ({ item, document, level }) => `    ${say({ de: 'von', en: 'from' })}  ${item}  ${document} (${level})`,
    ),
    ...(nearest.get(workspace.id) ?? []),
  ])
  const head = `${person.name}, ${say(zone.title)}, ${context.at}`
  const none = say({ de: 'Kein Arbeitsplatz.', en: 'No workspace.' })
  const shown = [head, ...(lines.length === 0 ? [none] : lines)]
  show({ person, zone: zone.id, context, resolution, nearest: changesOf }, shown)
  return 0
}

const choices = '/api/administration/simulation/choices'

/** A session that has run for so long, as a whole desktop on the first host where nothing else is said. */
function sessionOf(
  minutes: number,
  at: string,
  { app, host }: Call['options'],
  { pools }: SimulationChoices,
  say: Call['say'],
): SessionFacts {
  const pool = pools.find(({ hosts }) => host === undefined || hosts.includes(host))
  if (pool === undefined)
    throw new Failure(
      say({ de: 'Diesen Sitzungsserver gibt es nicht.', en: 'There is no such session host.' }),
      pools.flatMap(({ hosts }) => hosts).join(', '),
    )
  const startedAt = new Date(Date.parse(at) - minutes * 60_000).toISOString()
  return { app: app ?? null, startedAt, host: host ?? pool.hosts[0] ?? pool.id, pool: pool.id }
}

function minutesOf(word: string, say: Call['say']): number {
  if (/^\d{1,6}$/.test(word)) return Number(word)
  throw new Failure(say({ de: '„{}“ sind keine Minuten.', en: '"{}" are no minutes.' }, word))
}
