import { dirname, matchesGlob } from 'node:path'
import type { ProgramSet, SessionPrograms } from '@nahtlos/contract/session/programs'
import type { System } from '../system/system.ts'

const packageLists = '/var/lib/dpkg/info'
const packageStatus = '/var/lib/dpkg/status'

/** Finds what the rules of a session deny among what this host has installed. */
export interface DeniedPrograms {
  /** Real paths, with all hard links beside them, sorted. Asks the disk again when packages have changed since. */
  of(programs: SessionPrograms): Promise<readonly string[]>
  /** Changes whenever packages were installed, upgraded or removed. */
  state(): Promise<string>
}

export function deniedPrograms(system: System): DeniedPrograms {
  const found = new Map<string, Promise<readonly string[]>>()
  let known = ''
  const state = async () => {
    const status = await system.file(packageStatus)
    return status === null ? 'none' : `${status.inode} ${status.changed}`
  }
  return {
    state,
    async of(programs) {
      const now = await state()
      if (now !== known) found.clear()
      known = now
      const key = JSON.stringify(programs)
      const searched = found.get(key) ?? search(system, programs)
      found.set(key, searched)
      searched.catch(() => found.delete(key))
      return searched
    },
  }
}

async function search(system: System, { deny, allow, forbid }: SessionPrograms): Promise<readonly string[]> {
  const [denied, forbidden] = await Promise.all([found(system, deny, allow), found(system, forbid, none)])
  return [...new Set([...denied, ...forbidden])].sort()
}

const none: ProgramSet = { packages: [], paths: [] }

async function found(system: System, deny: ProgramSet, allow: ProgramSet): Promise<readonly string[]> {
  if (deny.packages.length + deny.paths.length === 0) return []
  const lists = (await system.list(packageLists)).filter((name) => name.endsWith('.list'))
  const paths = new Set<string>()
  for (const list of lists) {
    if (!names(deny, packageOf(list)) || names(allow, packageOf(list))) continue
    const text = (await system.readText(`${packageLists}/${list}`)) ?? ''
    for (const path of text.split('\n')) if (mayBeProgram(path)) paths.add(path)
  }
  for (const pattern of deny.paths) {
    const directory = dirname(pattern)
    for (const name of await system.list(directory)) {
      if (matchesGlob(`${directory}/${name}`, pattern)) paths.add(`${directory}/${name}`)
    }
  }
  const denied = new Set<string>()
  for (const path of paths) {
    if (allow.paths.some((pattern) => matchesGlob(path, pattern))) continue
    for (const name of await allNames(system, path)) denied.add(name)
  }
  return [...denied]
}

/** `perl-base.list`, or `libc6:amd64.list` where several architectures may be installed side by side. */
const packageOf = (list: string) => list.slice(0, -'.list'.length).replace(/:.*$/, '')

const names = (set: ProgramSet, name: string) => set.packages.some((pattern) => matchesGlob(name, pattern))

/** Manuals, headers and the like need no look at the disk. */
const mayBeProgram = (path: string) =>
  path.startsWith('/') && !/^\/usr\/(share|include)\/|\.(py|pyc|pm|h|so(\.\d+)*)$/.test(path)

/** The file itself where it is a program, and every other name of it in its directory; a link to a program is none. */
async function allNames(system: System, path: string): Promise<readonly string[]> {
  const file = await system.file(path)
  if (file?.kind !== 'file' || (file.mode & 0o111) === 0) return []
  const real = await system.realPath(path)
  if (file.links === 1) return [real]
  const directory = dirname(real)
  const same: string[] = []
  for (const name of await system.list(directory)) {
    const other = await system.file(`${directory}/${name}`)
    if (other?.inode === file.inode && other.device === file.device) same.push(`${directory}/${name}`)
  }
  return same
}
