import { setTimeout } from 'node:timers/promises'
import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { System } from '../system/system.ts'
import {
  groupAndBelow,
  makeParts,
  type ProcessorFiles,
  processesIn,
  readParts,
  readShare,
  sortInto,
  writeShare,
} from './group-parts.ts'
import { readPlace, writePlace } from './processor-sets.ts'
import type { GroupUsage, ResourceGroups } from './resource-groups.ts'

/** What differs between the two versions of control groups, cgroups(7): where groups lie and how their files are called. */
export interface CgroupLayout {
  readonly kind: 'cgroup2' | 'cgroup1'
  /** Directories of the hierarchies, each of which holds a part of the limits. */
  readonly hierarchies: readonly string[]
  /** The hierarchy that gives processors out; a session's group has its parts there. */
  readonly parted: string
  /** The hierarchy with sets of processors; null where this kernel has none. */
  readonly sets: string | null
  readonly processor: ProcessorFiles
  /** Files with what they are to hold; those that a kernel has not are left out unless they are demanded. */
  limits(limits: SessionResources): readonly LimitFile[]
  usage(read: (file: string) => Promise<string | null>): Promise<GroupUsage>
  /** Milliseconds of processor time. */
  used(read: (file: string) => Promise<string | null>): Promise<number>
  /** Makes the controllers reach down to the groups below this directory. */
  prepare(system: System, parent: string): Promise<void>
  /** Makes a session's new group one that processes can be in. */
  begin(system: System, group: string): Promise<void>
}

export interface LimitFile {
  /** Below the group's directory in one of the hierarchies. */
  readonly name: string
  readonly value: string
  /** A group without it would be none. */
  readonly demanded: boolean
}

const retry = 10
/** Milliseconds after which killed processes that do not go are told of instead of waited for. */
const endWithin = 20_000

/** Control groups as files. `key` tells the groups of one agent from those of another on the same machine. */
export function cgroupFiles(system: System, layout: CgroupLayout, key: string): ResourceGroups {
  const parents = layout.hierarchies.map((hierarchy) => `${hierarchy}/nahtlos/${key}`)
  const directories = (session: string) => parents.map((parent) => `${parent}/${session}`)
  const partedGroup = (session: string) => `${layout.parted}/nahtlos/${key}/${session}`
  const setGroup = (session: string) => `${layout.sets}/nahtlos/${key}/${session}`
  /** Where a process of the session begins, in each hierarchy. */
  const entrances = (session: string) =>
    directories(session).map((directory) => (directory === partedGroup(session) ? `${directory}/back` : directory))
  let prepared: Promise<void> | null = null

  async function prepare(): Promise<void> {
    for (const [index, hierarchy] of layout.hierarchies.entries()) {
      await system.makeDirectory(parents[index] ?? hierarchy)
      for (const above of [hierarchy, `${hierarchy}/nahtlos`, `${hierarchy}/nahtlos/${key}`])
        await layout.prepare(system, above)
    }
  }

  /** Null where no hierarchy has such a file. */
  async function read(session: string, name: string): Promise<string | null> {
    for (const directory of directories(session)) {
      const text = await system.readText(`${directory}/${name}`)
      if (text !== null) return text
    }
    return null
  }

  async function processes(session: string): Promise<readonly number[]> {
    const found = new Set<number>()
    for (const directory of directories(session)) {
      const all = directory === partedGroup(session) ? groupAndBelow(directory) : [directory]
      for (const each of all) for (const pid of await processesIn(system, each)) found.add(pid)
    }
    return [...found]
  }

  const isThere = (session: string) => system.exists(directories(session)[0] ?? '')

  return {
    kind: layout.kind,
    canSpare: layout.sets !== null,
    async make(session, limits) {
      prepared ??= prepare()
      await prepared.catch((error: unknown) => {
        prepared = null
        throw error
      })
      for (const directory of directories(session)) {
        await system.makeDirectory(directory)
        await layout.begin(system, directory)
      }
      for (const { name, value, demanded } of layout.limits(limits)) {
        let written = false
        for (const directory of directories(session)) {
          if (!(await system.exists(`${directory}/${name}`))) continue
          await system.writeText(`${directory}/${name}`, value)
          written = true
        }
        if (demanded && !written) throw new Error(`this kernel has no ${name}`)
      }
      const share = { weight: limits.processorWeight, isIdle: false, most: null }
      await writeShare(system, layout.processor, partedGroup(session), share)
      await makeParts(system, layout.processor, partedGroup(session))
    },
    inside(session, _limits, command) {
      const files = entrances(session).map((directory) => `${directory}/cgroup.procs`)
      // Writing 0 moves the writer itself, before it becomes the command.
      const move = 'n=$1; shift; while [ "$n" -gt 0 ]; do echo 0 >"$1" || exit 78; shift; n=$((n-1)); done; exec "$@"'
      return ['/bin/sh', '-c', move, 'sh', String(files.length), ...files, ...command]
    },
    async share(session, share) {
      if (!(await isThere(session))) return
      await writeShare(system, layout.processor, partedGroup(session), share)
      if (layout.sets !== null) await writePlace(system, setGroup(session), share)
    },
    shareOf: async (session) => {
      const share = await readShare(system, layout.processor, partedGroup(session))
      return share && { ...share, ...(await readPlace(system, setGroup(session))) }
    },
    sort: (session, wanted) => sortInto(system, partedGroup(session), wanted),
    parts: (session) => readParts(system, partedGroup(session)),
    processor: async (session) => ((await isThere(session)) ? layout.used((name) => read(session, name)) : null),
    usage: async (session) => ((await isThere(session)) ? layout.usage((name) => read(session, name)) : null),
    processes,
    async clear() {
      prepared = null
      for (const parent of parents) await system.removeDirectory(parent)
    },
    async end(session) {
      const late = performance.now() + endWithin
      for (;;) {
        const all = directories(session)
        for (const directory of all)
          if (await system.exists(`${directory}/cgroup.kill`)) await system.writeText(`${directory}/cgroup.kill`, '1')
        for (const pid of await processes(session)) system.signal(pid, 'SIGKILL')
        const below = all.flatMap((directory) =>
          directory === partedGroup(session) ? groupAndBelow(directory) : [directory],
        )
        let isGone = true
        for (const each of below) isGone = (await system.removeDirectory(each)) && isGone
        if (isGone) return
        if (performance.now() > late) throw new Error(`processes of the group of ${session} do not end`)
        // A killed process leaves its group when the kernel has taken it apart, which it tells nobody.
        await setTimeout(retry)
      }
    },
    async list() {
      const names = new Set<string>()
      for (const parent of parents)
        for (const name of await system.list(parent)) if (/^[0-9a-f-]{36}$/.test(name)) names.add(name)
      return [...names].sort()
    },
  }
}
