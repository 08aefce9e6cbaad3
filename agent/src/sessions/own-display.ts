import { dirname } from 'node:path'
import type { System } from '../system/system.ts'
import type { SessionPaths } from './session-paths.ts'

type Paths = Pick<SessionPaths, 'name'>

/**
 * The X display that the session's first process has written down, e.g. `:3`; null where something else is there. The
 * directory is the person's, so it is read as what anybody may have put there.
 */
export async function nameOfDisplay(system: System, { name }: Paths, uid: number): Promise<string | null> {
  const text = await system.readHers(name, uid, 16)
  return text !== null && /^:\d{1,6}\n$/.test(text) ? text.trim() : null
}

/**
 * Takes the directory of the display from the person, once everything is in it and before anything that she brings
 * runs: nothing can be put in the place of the display any more, and nothing stored there, which would be the host's
 * memory.
 */
export async function sealDisplay(system: System, { name }: Paths, uid: number, display: string): Promise<void> {
  await system.makeDirectory(dirname(name), { mode: 0o750, owner: { uid: 0, gid: uid } })
  await system.remove(name)
  await system.writeText(name, `${display}\n`, { mode: 0o644 })
}
