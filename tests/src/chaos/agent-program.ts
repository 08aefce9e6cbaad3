import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { HttpsSettingsClient } from '@nahtlos/agent/settings/https-settings-client'
import { SettingsKeeper } from '@nahtlos/agent/settings/settings-keeper'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'

export interface SessionTask {
  readonly session: string
  readonly home: string
  /** The key of the shared file that this session alone counts up. */
  readonly key: string
  /** What it counts on from at least: a home that could not be restored in time does not know how far it was. */
  readonly from: number
}

/** What the chaos test tells this program first. */
export interface AgentTask {
  readonly address: string
  readonly identity: string
  readonly host: string
  readonly person: string
  readonly cache: string
  readonly sessions: readonly SessionTask[]
  readonly again: boolean
}

/** What it is told from then on: that each session is to make so many changes more, or to finish the one under way. */
export type AgentWord = { readonly changes: number } | 'stop'

/** Sent for each value that the vault has taken over, and with null when it refused one for now. */
export interface Acknowledged {
  readonly key: string
  readonly value: number | null
}

const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'chaos',
  title: { de: 'Chaos', en: 'Chaos' },
  include: ['.config/chaos/**'],
})

/**
 * The agent of one host with a person's sessions on it: each counts up its own setting in a file that all sessions
 * write, each change captured and delivered as the agent does it, until it is killed. Started again, it goes on where
 * the homes and the host's cache stand.
 */
// Who is killed leaves nothing of what it compiled to the next one.
flushCompileCache()
const begun = Promise.withResolvers<AgentTask>()
let wanted = 0
let stopping = false
let told = Promise.withResolvers<void>()
process.on('message', (word: AgentTask | AgentWord) => {
  if (word === 'stop') stopping = true
  else if ('changes' in word) wanted += word.changes
  else begun.resolve(word)
  told.resolve()
  told = Promise.withResolvers()
})
const task = await begun.promise
const client = new HttpsSettingsClient({
  address: task.address,
  tls: clientTlsOptions(await loadIdentity(task.identity), 'server'),
})
await Promise.all(task.sessions.map(live))
client.close()
process.disconnect()

async function live({ session, home, key, from }: SessionTask): Promise<void> {
  const folder = join(home, '.config/chaos')
  const file = join(folder, 'shared.ini')
  const keeper = new SettingsKeeper({
    client,
    cacheDirectory: task.cache,
    host: task.host,
    session,
    person: task.person,
    uid: process.getuid?.() ?? 0,
    home,
    templates: [template],
  })
  if (task.again) await keeper.resume()
  else await keeper.restoreAll()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let value = Math.max(read(file, key), from)
  for (let done = 0; ; done++) {
    while (done >= wanted && !stopping) await told.promise
    if (done >= wanted) return
    value += 1
    write(file, key, value)
    for (;;) {
      await keeper.captureChanged()
      // No notice says that something was not saved: then the vault has the head that holds it.
      if (!keeper.notices.has('settings-not-saved') && !keeper.notices.has('settings-not-restored')) break
      process.send?.({ key, value: null } satisfies Acknowledged)
      if (stopping) return
      await setTimeout(50)
    }
    process.send?.({ key, value } satisfies Acknowledged)
  }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ['[count]']
    throw error
  }
}

function read(file: string, key: string): number {
  const line = lines(file).find((one) => one.startsWith(`${key}=`))
  return Number(line?.split('=')[1] ?? 0)
}

/** As programs store their settings: a new file in the old one's place. */
function write(file: string, key: string, value: number): void {
  const rest = lines(file).filter((line) => !line.startsWith(`${key}=`) && !line.startsWith('last='))
  const own = [`${key}=${value}`, `last=${key}/${value}`]
  writeFileSync(`${file}.new`, `${[...rest, ...own].join('\n')}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
