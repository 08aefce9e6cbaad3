import { dirname, matchesGlob } from 'node:path'
import type { ProgramSet, SessionPrograms } from '@nahtlos/contract/session/programs'
import type { System } from '../system/system.ts'

const packageLists = '/var/lib/dpkg/info'
const packageStatus = '/var/lib/dpkg/status'
/** Where programs may execute at all; what lies elsewhere needs no mask. */
const programTrees = ['/usr', '/opt', '/bin', '/sbin', '/lib']

/** Finds what the rules of a session deny among what this host has installed. */
export interface DeniedPrograms {
  /**
   * Real paths, with all hard links, sorted. Asks the disk again when packages have changed since, or a directory that
   * a rule names.
   */
  of(programs: SessionPrograms): Promise<readonly string[]>
}

/** @param own the interpreter that this product runs in, denied whatever rules say where no package brought it */
export function deniedPrograms(system: System, own = process.execPath): DeniedPrograms {
  const ours: ProgramSet = { packages: [], paths: /^\/usr(\/local)?\/bin\//.test(own) ? [] : [own] }
  const byPackage = remembered(async (set: ProgramSet, allow: ProgramSet) => {
    const paths = await packaged(system, set, allow)
    return named(system, await found(system, paths, allow))
  })
  const byPath = remembered(async (set: ProgramSet, allow: ProgramSet) => {
    const paths = await matching(system, set.paths, allow)
    return named(system, await found(system, paths, allow))
  })
  return {
    async of({ deny, allow, forbid }) {
      const packages = await stateOf(system, [packageStatus])
      const directories = [...deny.paths, ...forbid.paths, ...ours.paths].map((path) => dirname(path))
      const state = `${packages} ${await stateOf(system, [...new Set(directories)])}`
      const sets = await Promise.all([
        ...[byPackage(packages, deny, allow), byPackage(packages, forbid, none)],
        ...[byPath(state, deny, allow), byPath(state, forbid, none), byPath(state, ours, none)],
      ])
      return [...new Set(sets.flat())].sort()
    },
  }
}

type Search = (set: ProgramSet, allow: ProgramSet) => Promise<readonly string[]>

/** The answer of the last time, as long as the state is the same. */
function remembered(search: Search): (state: string, ...sets: Parameters<Search>) => Promise<readonly string[]> {
  const known = new Map<string, { readonly state: string; readonly answer: Promise<readonly string[]> }>()
  return (state, ...sets) => {
    const key = JSON.stringify(sets)
    const last = known.get(key)
    if (last?.state === state) return last.answer
    const answer = search(...sets)
    known.set(key, { state, answer })
    answer.catch(() => known.delete(key))
    return answer
  }
}

/** Changes whenever something is put there or taken away. */
async function stateOf(system: System, paths: readonly string[]): Promise<string> {
  const facts = await Promise.all(paths.map((path) => system.file(path)))
  return facts.map((file) => (file === null ? 'none' : `${file.inode} ${file.changed}`)).join()
}

const none: ProgramSet = { packages: [], paths: [] }

interface Program {
  readonly links: number
  readonly identity: string
}

/** Those of these paths that are programs, by their real paths. */
async function found(
  system: System,
  paths: Iterable<string>,
  allow: ProgramSet,
): Promise<ReadonlyMap<string, Program>> {
  const programs = new Map<string, Program>()
  for (const path of paths) {
    if (isAllowed(path, allow)) continue
    const program = await programAt(system, path)
    if (program !== null) programs.set(program.path, program)
  }
  return programs
}

const isAllowed = (path: string, { paths }: ProgramSet) => paths.some((pattern) => matchesGlob(path, pattern))

/** By path a link means what it leads to: it is what an administrator has put into people's way. */
async function matching(system: System, patterns: readonly string[], allow: ProgramSet): Promise<readonly string[]> {
  const real: string[] = []
  for (const directory of new Set(patterns.map((pattern) => dirname(pattern)))) {
    const here = patterns.filter((pattern) => dirname(pattern) === directory)
    for (const path of (await system.list(directory)).map((name) => `${directory}/${name}`)) {
      if (isAllowed(path, allow) || !here.some((pattern) => matchesGlob(path, pattern))) continue
      const leads = await system.realPath(path).catch(nowhere)
      if (leads !== null) real.push(leads)
    }
  }
  return real
}

async function packaged(system: System, deny: ProgramSet, allow: ProgramSet): Promise<ReadonlySet<string>> {
  const paths = new Set<string>()
  if (deny.packages.length === 0) return paths
  for (const list of (await system.list(packageLists)).filter((name) => name.endsWith('.list'))) {
    if (!names(deny, packageOf(list)) || names(allow, packageOf(list))) continue
    const text = (await system.readText(`${packageLists}/${list}`)) ?? ''
    for (const path of text.split('\n')) if (mayBeProgram(path)) paths.add(path)
  }
  return paths
}

/** `perl-base.list`, or `libc6:amd64.list` where several architectures may be installed side by side. */
const packageOf = (list: string) => list.slice(0, -'.list'.length).replace(/:.*$/, '')

const names = (set: ProgramSet, name: string) => set.packages.some((pattern) => matchesGlob(name, pattern))

/** Manuals, headers and the like need no look at the disk. */
const mayBeProgram = (path: string) =>
  path.startsWith('/') && !/^\/usr\/(share|include)\/|\.(py|pyc|pm|h|so(\.\d+)*)$/.test(path)

/** Null where it is none: not executable, in no place of programs, or a link, which denies what it leads to by itself. */
async function programAt(system: System, path: string): Promise<(Program & { readonly path: string }) | null> {
  const file = await system.file(path)
  if (file?.kind !== 'file' || (file.mode & 0o111) === 0) return null
  const real = await system.realPath(path).catch(nowhere)
  if (real === null || !programTrees.some((tree) => real.startsWith(`${tree}/`))) return null
  return { path: real, links: file.links, identity: `${file.device} ${file.inode}` }
}

/** With all their hard links. */
async function named(system: System, programs: ReadonlyMap<string, Program>): Promise<readonly string[]> {
  return [...new Set([...programs.keys(), ...(await otherNames(system, programs))])]
}

/** Hard links: most lie beside the program; only where one is missing are all places of programs searched. */
async function otherNames(system: System, programs: ReadonlyMap<string, Program>): Promise<readonly string[]> {
  const linked = [...programs].filter(([, { links }]) => links > 1)
  const known = new Map<string, Set<string>>()
  const note = (identity: string, path: string) => known.set(identity, (known.get(identity) ?? new Set()).add(path))
  const wanted = new Set(linked.map(([, { identity }]) => identity))
  for (const directory of new Set(linked.map(([path]) => dirname(path))))
    for (const name of await system.list(directory)) {
      const file = await system.file(`${directory}/${name}`)
      const identity = `${file?.device} ${file?.inode}`
      if (wanted.has(identity)) note(identity, `${directory}/${name}`)
    }
  const missing = linked.filter(([, { identity, links }]) => (known.get(identity)?.size ?? 0) < links)
  for (const path of await everywhere(
    system,
    missing.map(([path]) => path),
  ))
    note('', path)
  return [...known.values()].flatMap((paths) => [...paths])
}

async function everywhere(system: System, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return []
  const same = paths.flatMap((path, index) => [...(index === 0 ? [] : ['-o']), '-samefile', path])
  const trees: string[] = []
  for (const tree of programTrees) if ((await system.file(tree))?.kind === 'directory') trees.push(tree)
  const { stdout } = await system.run(['find', ...trees, '-xdev', '-links', '+1', '(', ...same, ')', '-print0'])
  return stdout.split('\0').filter(Boolean)
}

function nowhere(error: unknown): null {
  if (error instanceof Error && 'code' in error && ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(String(error.code)))
    return null
  throw error
}
