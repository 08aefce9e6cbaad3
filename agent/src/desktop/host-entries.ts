import { join } from 'node:path'
import type { System } from '../system/system.ts'
import { throughLauncher } from './app-launchers.ts'
import type { AppProgram, ProgramAlias } from './app-programs.ts'
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
  /** Names of Debian's alternatives (`update-alternatives`) that start one of these programs. */
  aliases(programs: readonly AppProgram[]): Promise<readonly ProgramAlias[]>
}

/** Reads them once, and again when packages came or went. */
export function hostEntries(system: System): HostEntries {
  let known = ''
  let knownAlternatives = ''
  let alternatives: readonly { readonly alias: string; readonly path: string; readonly real: string }[] = []
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
    async aliases(programs) {
      if (programs.length === 0) return []
      const state = JSON.stringify((await system.file(alternativesPlace))?.changed)
      if (state !== knownAlternatives) {
        alternatives = await findAlternatives(system)
        knownAlternatives = state
      }
      const own = new Set(programs.map(({ name }) => name))
      const names = new Map<string, string>()
      for (const { name, path } of programs) names.set(await system.realPath(path), name)
      return alternatives.flatMap(({ alias, path, real }) => {
        const name = names.get(real)
        return name === undefined || own.has(alias) ? [] : [{ alias, name, path }]
      })
    },
  }
}

const alternativesPlace = '/etc/alternatives'

/** Those of programs; what dangles is none. */
async function findAlternatives(system: System) {
  const names = (await system.list(alternativesPlace)).filter((name) => /^[\w@+.-]+$/.test(name))
  const found = await Promise.all(
    names.map(async (alias) => {
      for (const directory of binaries) {
        const path = join(directory, alias)
        if (await system.exists(path)) return [{ alias, path, real: await system.realPath(path) }]
      }
      return []
    }),
  )
  return found.flat()
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
