import { join } from 'node:path'
import type { System } from '../system/system.ts'
import { throughLauncher } from './app-launchers.ts'
import type { AppProgram } from './app-programs.ts'
import type { FileTree } from './file-tree.ts'

/** Where the host's packages put what starts programs, and where a session finds its own before it. */
const places = [
  { host: '/usr/share/applications', session: 'share/applications', ending: '.desktop', always: false },
  // A message bus starts programs without anybody's PATH.
  { host: '/usr/share/dbus-1/services', session: 'share/dbus-1/services', ending: '.service', always: true },
] as const

/** Finds which desktop entries and services of this host would start an app past its launcher. */
export interface HostEntries {
  /** What a session gets instead, below its directory. */
  of(programs: readonly AppProgram[]): Promise<FileTree>
}

/** Reads them once, and again when packages came or went. */
export function hostEntries(system: System): HostEntries {
  let known = ''
  let entries: readonly { readonly to: string; readonly text: string; readonly always: boolean }[] = []
  return {
    async of(programs) {
      if (programs.length === 0) return {}
      const listed = await Promise.all(
        places.map(async (place) => ({ ...place, names: await system.list(place.host) })),
      )
      const state = JSON.stringify(
        await Promise.all(places.map(async ({ host }) => (await system.file(host))?.changed)),
      )
      if (state !== known) {
        entries = await Promise.all(
          listed.flatMap(({ host, session, ending, always, names }) =>
            names
              .filter((name) => name.endsWith(ending))
              .map(async (name) => ({
                to: `${session}/${name}`,
                text: (await system.readText(join(host, name))) ?? '',
                always,
              })),
          ),
        )
        known = state
      }
      const found: Record<string, string> = {}
      for (const { to, text, always } of entries) {
        const changed = throughLauncher(text, programs, always)
        if (changed !== null) found[to] = changed
      }
      return found
    },
  }
}

const binaries = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/games']

/** Where this host has these programs; what it lacks is left out. */
export async function findPrograms(
  system: System,
  names: ReadonlyMap<string, string | null>,
): Promise<readonly AppProgram[]> {
  const found: AppProgram[] = []
  for (const [name, path] of names) {
    for (const candidate of path === null ? binaries.map((directory) => join(directory, name)) : [path]) {
      if (!(await system.exists(candidate))) continue
      found.push({ name, path: candidate })
      break
    }
  }
  return found
}
