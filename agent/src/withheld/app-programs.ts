import type { App } from '@nahtlos/contract/configuration/app'
import type { System } from '../system/system.ts'

const directories = ['/usr/local/bin', '/usr/bin', '/bin']
/** An interpreter or a shell is never an app's own, whatever its command begins with. */
const interpreter = /\/(?:env|sh|bash|dash|perl|python3[.\d]*)$/

/** The program that an app's command starts, by its real path; null where the host does not have it. */
export async function programOf(system: System, app: App): Promise<string | null> {
  return found(system, app.command[0] ?? '')
}

async function found(system: System, command: string): Promise<string | null> {
  const candidates = command.startsWith('/') ? [command] : directories.map((directory) => `${directory}/${command}`)
  for (const path of candidates) if (await system.exists(path)) return system.realPath(path)
  return null
}

/** All programs by which an app can be started, by their real paths. */
async function programsOf(system: System, app: App): Promise<readonly string[]> {
  const names = [app.command[0] ?? '', ...app.programs]
  const paths = await Promise.all(names.map((name) => found(system, name)))
  return [...new Set(paths.filter((path) => path !== null))]
}

/**
 * Programs that this app alone has, or only together with others that are kept away, too: what an app that is there
 * starts cannot be kept from another one by its path.
 *
 * @param away ids of apps that are kept away
 */
export async function ownPrograms(
  system: System,
  app: App,
  all: readonly App[],
  away: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const own = (await programsOf(system, app)).filter((path) => !interpreter.test(path))
  if (own.length === 0) return []
  const others = all.filter(({ id }) => id !== app.id && !away.has(id))
  const theirs = new Set((await Promise.all(others.map((other) => programsOf(system, other)))).flat())
  return own.filter((path) => !theirs.has(path))
}

/**
 * Apps that start the same program as one of these, by what the host really has at their paths: nothing could tell them
 * apart, so where one is kept away they all are. Answers for each the app because of which it is.
 */
export async function sharers(
  system: System,
  away: readonly string[],
  all: readonly App[],
): Promise<ReadonlyMap<string, string>> {
  const programs = new Map<string, readonly string[]>()
  for (const app of all)
    programs.set(
      app.id,
      (await programsOf(system, app)).filter((path) => !interpreter.test(path)),
    )
  const because = new Map<string, string>()
  for (const queue = [...away]; queue.length > 0; ) {
    const id = queue.shift() ?? ''
    const own = programs.get(id) ?? []
    for (const [other, theirs] of programs) {
      if (away.includes(other) || because.has(other) || !theirs.some((path) => own.includes(path))) continue
      because.set(other, because.get(id) ?? id)
      queue.push(other)
    }
  }
  return because
}
