import type { System } from '../system/system.ts'
import type { CgroupLayout } from './cgroup-files.ts'
import { firstProcessor, moveTo, processesIn, secondProcessor } from './group-parts.ts'
import { inheritSet } from './processor-sets.ts'
import { highShare, swapShare } from './resource-groups.ts'

const megabyte = 1024 * 1024
/**
 * All sessions together against the host's own services, which count 100: without it, dozens of people would weigh as
 * much as one process of the host.
 */
export const togetherWeight = 1_000

/**
 * Version 2: one hierarchy.
 *
 * @param controllers that this kernel has there
 */
export function secondVersion(root: string, controllers: readonly string[]): CgroupLayout {
  return {
    kind: 'cgroup2',
    hierarchies: [root],
    parted: root,
    sets: controllers.includes('cpuset') ? root : null,
    begin: async () => undefined,
    processor: secondProcessor,
    limits: ({ diskWeight, memory, processes }) => [
      { name: 'io.weight', value: `default ${diskWeight}`, demanded: false },
      { name: 'memory.high', value: String(Math.floor(memory * megabyte * highShare)), demanded: true },
      { name: 'memory.max', value: String(memory * megabyte), demanded: true },
      { name: 'memory.swap.max', value: String(Math.floor(memory * megabyte * swapShare)), demanded: false },
      { name: 'pids.max', value: String(processes), demanded: true },
    ],
    usage: async (read) => ({
      memory: number(await read('memory.current')) - field(await read('memory.stat'), 'inactive_file'),
      processes: number(await read('pids.current')),
      processor: field(await read('cpu.stat'), 'usage_usec') / 1000,
    }),
    used: async (read) => field(await read('cpu.stat'), 'usage_usec') / 1000,
    async prepare(system: System, parent: string) {
      const present = ((await system.readText(`${parent}/cgroup.controllers`)) ?? '').trim().split(' ')
      const wanted = ['cpu', 'cpuset', 'io', 'memory', 'pids'].filter((name) => present.includes(name))
      const enabled = ((await system.readText(`${parent}/cgroup.subtree_control`)) ?? '').trim().split(' ')
      const missing = wanted.filter((name) => !enabled.includes(name)).map((name) => `+${name}`)
      if (missing.length > 0)
        await system.writeText(`${parent}/cgroup.subtree_control`, missing.join(' ')).catch(async (error: unknown) => {
          if (parent !== root || !(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error
          // In a container the uppermost group is none for the kernel: it may not have both processes and groups below.
          await system.makeDirectory(`${root}/init`)
          for (const pid of await processesIn(system, root)) await moveTo(system, `${root}/init`, pid)
          await system.writeText(`${parent}/cgroup.subtree_control`, missing.join(' '))
        })
      const weight = `${parent}/cpu.weight`
      if (parent !== root && (await system.exists(weight))) await system.writeText(weight, String(togetherWeight))
    },
  }
}

/**
 * Version 1: a hierarchy for each controller.
 *
 * @param parted the one of the controller `cpu`
 * @param sets the one of the controller `cpuset`, also among the hierarchies
 */
export function firstVersion(hierarchies: readonly string[], parted: string, sets: string | null): CgroupLayout {
  return {
    kind: 'cgroup1',
    hierarchies,
    parted,
    sets,
    begin: inheritSet,
    processor: firstProcessor,
    limits: ({ diskWeight, memory, processes }) => [
      { name: 'blkio.bfq.weight', value: String(diskWeight), demanded: false },
      { name: 'memory.soft_limit_in_bytes', value: String(Math.floor(memory * megabyte * highShare)), demanded: false },
      // Memory and swap together may not be less than memory alone at any time.
      { name: 'memory.memsw.limit_in_bytes', value: '-1', demanded: false },
      { name: 'memory.limit_in_bytes', value: String(memory * megabyte), demanded: true },
      {
        name: 'memory.memsw.limit_in_bytes',
        value: String(Math.floor(memory * megabyte * (1 + swapShare))),
        demanded: false,
      },
      { name: 'pids.max', value: String(processes), demanded: true },
    ],
    usage: async (read) => ({
      memory: number(await read('memory.usage_in_bytes')) - field(await read('memory.stat'), 'total_inactive_file'),
      processes: number(await read('pids.current')),
      processor: number(await read('cpuacct.usage')) / 1_000_000,
    }),
    used: async (read) => number(await read('cpuacct.usage')) / 1_000_000,
    async prepare(system: System, parent: string) {
      if (hierarchies.includes(parent)) return
      await inheritSet(system, parent)
      const shares = `${parent}/cpu.shares`
      if (!(await system.exists(shares))) return
      await system.writeText(shares, String((togetherWeight * 1024) / 100))
    },
  }
}

const number = (text: string | null) => Number(text ?? 0)
const field = (text: string | null, name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text ?? '')?.[1] ?? 0)
