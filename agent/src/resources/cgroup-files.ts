import { setTimeout } from 'node:timers/promises'
import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { System } from '../system/system.ts'
import type { GroupUsage, ResourceGroups } from './resource-groups.ts'

/** What differs between the two versions of control groups, cgroups(7): where groups lie and how their files are called. */
export interface CgroupLayout {
  readonly kind: 'cgroup2' | 'cgroup1'
  /** Directories of the hierarchies, each of which holds a part of the limits. */
  readonly hierarchies: readonly string[]
  /** Files with what they are to hold; those that a kernel has not are left out unless they are demanded. */
  limits(limits: SessionResources): readonly LimitFile[]
  usage(read: (file: string) => Promise<string | null>): Promise<GroupUsage>
  /** Makes the controllers reach down to the groups below this directory. */
  prepare(system: System, parent: string): Promise<void>
}

export interface LimitFile {
  /** Below the group's directory in one of the hierarchies. */
  readonly name: string
  readonly value: string
  /** A group without it would be none. */
  readonly demanded: boolean
}

const retry = 10

/** Control groups as files. `key` tells the groups of one agent from those of another on the same machine. */
export function cgroupFiles(system: System, layout: CgroupLayout, key: string): ResourceGroups {
  const parents = layout.hierarchies.map((hierarchy) => `${hierarchy}/nahtlos/${key}`)
  const directories = (session: string) => parents.map((parent) => `${parent}/${session}`)
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
    for (const directory of directories(session))
      for (const line of ((await system.readText(`${directory}/cgroup.procs`)) ?? '').split('\n'))
        if (line !== '') found.add(Number(line))
    return [...found]
  }

  return {
    kind: layout.kind,
    async make(session, limits) {
      prepared ??= prepare()
      await prepared.catch((error: unknown) => {
        prepared = null
        throw error
      })
      for (const directory of directories(session)) await system.makeDirectory(directory)
      for (const { name, value, demanded } of layout.limits(limits)) {
        let written = false
        for (const directory of directories(session)) {
          if (!(await system.exists(`${directory}/${name}`))) continue
          await system.writeText(`${directory}/${name}`, value)
          written = true
        }
        if (demanded && !written) throw new Error(`this kernel has no ${name}`)
      }
    },
    inside(session, _limits, command) {
      const files = directories(session).map((directory) => `${directory}/cgroup.procs`)
      // Writing 0 moves the writer itself, before it becomes the command.
      const move = 'n=$1; shift; while [ "$n" -gt 0 ]; do echo 0 >"$1" || exit 78; shift; n=$((n-1)); done; exec "$@"'
      return ['/bin/sh', '-c', move, 'sh', String(files.length), ...files, ...command]
    },
    async usage(session) {
      const [first = ''] = directories(session)
      return (await system.exists(first)) ? layout.usage((name) => read(session, name)) : null
    },
    processes,
    async clear() {
      prepared = null
      for (const parent of parents) await system.removeDirectory(parent)
    },
    async end(session) {
      for (;;) {
        const all = directories(session)
        for (const directory of all)
          if (await system.exists(`${directory}/cgroup.kill`)) await system.writeText(`${directory}/cgroup.kill`, '1')
        for (const pid of await processes(session)) system.signal(pid, 'SIGKILL')
        const gone = await Promise.all(all.map((directory) => system.removeDirectory(directory)))
        if (gone.every(Boolean)) return
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
