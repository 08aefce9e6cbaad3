import { once } from 'node:events'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { HttpsSettingsClient } from '@nahtlos/agent/settings/https-settings-client'
import { SettingsKeeper } from '@nahtlos/agent/settings/settings-keeper'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'

/** What the chaos test tells this program first. */
export interface SessionTask {
  readonly address: string
  readonly identity: string
  readonly host: string
  readonly person: string
  readonly session: string
  readonly home: string
  readonly cache: string
  /** The key of the shared file that this session alone counts up. */
  readonly key: string
  readonly again: boolean
  /** What it counts on from at least: a home that could not be restored in time does not know how far it was. */
  readonly from: number
}

/** Sent for each value that the vault has taken over, and with null when it refused one for now. */
export interface Acknowledged {
  readonly value: number | null
}

const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'chaos',
  title: { de: 'Chaos', en: 'Chaos' },
  include: ['.config/chaos/**'],
})

/**
 * One session of a person: counts up its own setting in a file that other sessions write too, each change captured and
 * delivered as the agent does it, until it is killed. Started again, it goes on where its home and its cache stand.
 */
const [task]: [SessionTask] = (await once(process, 'message')) as [SessionTask]
const folder = join(task.home, '.config/chaos')
const file = join(folder, 'shared.ini')
const client = new HttpsSettingsClient({
  address: task.address,
  tls: clientTlsOptions(await loadIdentity(task.identity), 'server'),
})
const keeper = new SettingsKeeper({
  client,
  cacheDirectory: task.cache,
  host: task.host,
  session: task.session,
  person: task.person,
  uid: process.getuid?.() ?? 0,
  home: task.home,
  templates: [template],
})
if (task.again) await keeper.resume()
else await keeper.restoreAll()
mkdirSync(folder, { recursive: true, mode: 0o700 })

let stopping = false
process.on('message', () => {
  stopping = true
})
for (let value = Math.max(read(), task.from) + 1; ; value++) {
  write(value)
  do {
    await keeper.captureChanged()
    if (isDelivered()) break
    process.send?.({ value: null } satisfies Acknowledged)
    await setTimeout(20)
  } while (!stopping)
  if (isDelivered()) process.send?.({ value } satisfies Acknowledged)
  if (stopping) break
  // Nobody changes settings without a breath; a fault may come into it as well as into a capture.
  await setTimeout(150)
}
client.close()
process.disconnect()

/** No notice says that something was not saved: then the vault has the head that holds it. */
function isDelivered(): boolean {
  return !keeper.notices.has('settings-not-saved') && !keeper.notices.has('settings-not-restored')
}

function lines(): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ['[count]']
    throw error
  }
}

function read(): number {
  return Number(
    lines()
      .find((line) => line.startsWith(`${task.key}=`))
      ?.split('=')[1] ?? 0,
  )
}

/** As programs store their settings: a new file in the old one's place. */
function write(value: number): void {
  const rest = lines().filter((line) => !line.startsWith(`${task.key}=`) && !line.startsWith('last='))
  const own = [`${task.key}=${value}`, `last=${task.key}/${value}`]
  writeFileSync(`${file}.new`, `${[...rest, ...own].join('\n')}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
