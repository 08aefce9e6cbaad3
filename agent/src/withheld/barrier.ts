import { basename, dirname, join } from 'node:path'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Text } from '@nahtlos/contract/text'
import { launcherName, withheldLauncher } from '../desktop/launchers.ts'
import { ActionFailure } from '../environment/action-module.ts'
import type { SessionDoor } from '../environment/session-door.ts'
import { sessionPlace } from '../launcher/session-place.ts'
import type { SessionPaths } from '../sessions/session-paths.ts'
import type { System } from '../system/system.ts'
import { ownPrograms } from './app-programs.ts'

export interface BarrierParts {
  readonly system: System
  readonly door: SessionDoor
  readonly order: SessionOrder
  readonly paths: SessionPaths
}

const empty = 'nothing'
const places = ['share/applications', 'share/desktop']

/**
 * Keeps an app from being started in a running session: something that cannot be executed is mounted over its program
 * in the session's own view of the host, and its launchers say why instead. Doing it again changes nothing.
 *
 * @param away ids of all apps that are kept away
 */
export async function raise(app: App, reason: Text, away: ReadonlySet<string>, parts: BarrierParts): Promise<void> {
  const { system, door, order, paths } = parts
  await replaceLaunchers(app, withheldLauncher(app, reason, order.person.language), parts)
  await system.writeText(join(paths.session, empty), '', { mode: 0o444 })
  for (const program of await ownPrograms(system, app, order.apps, away)) {
    if (await isMasked(program, parts)) continue
    const answer = await door.amongMounts(['mount', '-n', '--bind', `${sessionPlace}/${empty}`, program])
    if (answer.code !== 0) throw new ActionFailure(`${program} cannot be kept away: ${answer.stderr.trim()}`)
  }
}

export async function lower(app: App, away: ReadonlySet<string>, parts: BarrierParts): Promise<void> {
  for (const program of await ownPrograms(parts.system, app, parts.order.apps, away))
    if (await isMasked(program, parts)) await parts.door.amongMounts(['umount', '-n', '-l', '--', program])
  await bringLaunchersBack(app, parts)
}

/** Where the containment has masked the program already, the first line of the two is not ours to take away. */
async function isMasked(program: string, { door }: BarrierParts): Promise<boolean> {
  const { stdout } = await door.amongMounts(['cat', '/proc/self/mountinfo'])
  return stdout.split('\n').some((line) => {
    const [, , , root, place] = line.split(' ')
    return place === program && root?.endsWith(`/${empty}`) === true
  })
}

/** Bytes of a launcher at most. */
const longestLauncher = 64 * 1024

async function readLauncher(system: System, path: string): Promise<string | null> {
  const owner = (await system.file(path))?.uid
  return owner === undefined ? null : system.readHers(path, owner, longestLauncher)
}

/** Hidden, because one of the places is the desktop. */
const keptAt = (path: string) => join(dirname(path), `.${basename(path)}.kept`)

async function replaceLaunchers(app: App, text: string, { system, paths }: BarrierParts): Promise<void> {
  for (const place of places) {
    const path = join(paths.session, place, launcherName(app.id))
    const kept = keptAt(path)
    if (!(await system.exists(path))) continue
    if (!(await system.exists(kept))) {
      // On the desktop it is hers to write; what no launcher can be is not kept.
      const present = await readLauncher(system, path)
      if (present !== null) await system.writeText(kept, present, { mode: 0o644 })
    }
    await system.writeText(path, text)
  }
}

async function bringLaunchersBack(app: App, { system, paths }: BarrierParts): Promise<void> {
  for (const place of places) {
    const path = join(paths.session, place, launcherName(app.id))
    const kept = await system.readText(keptAt(path))
    if (kept === null) continue
    await system.writeText(path, kept)
    await system.remove(keptAt(path))
  }
}
