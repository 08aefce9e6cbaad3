import type { App } from '@nahtlos/contract/configuration/app'
import type { System } from '../system/system.ts'

const directories = ['/usr/local/bin', '/usr/bin', '/bin']

/** The program that an app's command starts, by its real path; null where the host does not have it. */
export async function programOf(system: System, app: App): Promise<string | null> {
  const [command = ''] = app.command
  const candidates = command.startsWith('/') ? [command] : directories.map((directory) => `${directory}/${command}`)
  for (const path of candidates) if (await system.exists(path)) return system.realPath(path)
  return null
}

/** Programs that this app alone has: what several apps start cannot be kept from one of them by its path. */
export async function ownPrograms(system: System, app: App, all: readonly App[]): Promise<readonly string[]> {
  const own = await programOf(system, app)
  if (own === null) return []
  const others = await Promise.all(all.filter(({ id }) => id !== app.id).map((other) => programOf(system, other)))
  // An interpreter or a shell is never an app's own, whatever its command begins with.
  return others.includes(own) || /\/(?:env|sh|bash|dash|perl|python3[.\d]*)$/.test(own) ? [] : [own]
}
