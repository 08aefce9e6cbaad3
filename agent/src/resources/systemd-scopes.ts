import { setTimeout } from 'node:timers/promises'
import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { System } from '../system/system.ts'
import { togetherWeight } from './cgroup-layouts.ts'
import {
  firstProcessor,
  groupAndBelow,
  makeParts,
  processesIn,
  readParts,
  readShare,
  secondProcessor,
  sortInto,
  writeShare,
} from './group-parts.ts'
import { type Place, placeIn, readPlace, setAbove } from './processor-sets.ts'
import { boundPeriod, type GroupUsage, highShare, type ResourceGroups, swapShare } from './resource-groups.ts'

/** Where the kernel's own files of the service manager's groups are. */
export interface ScopePlaces {
  readonly kind: 'cgroup2' | 'cgroup1'
  /** Hierarchy that gives processors out. */
  readonly processor: string
  /** Hierarchy with sets of processors that the service manager looks after: of version 2 alone. */
  readonly sets: string | null
  /** Hierarchies that may know how much was taken: any of version 2, controllers or not; that of `cpuacct`. */
  readonly accounts: readonly string[]
}

const slice = 'nahtlos.slice'
const retry = 20
/** Milliseconds after which killed processes that do not go are told of instead of waited for. */
const endWithin = 20_000

/**
 * Scopes of the service manager, systemd.scope(5): it alone may change control groups where it is process 1. What is
 * below a scope is the agent's (`Delegate`), and there it makes the parts.
 */
export function systemdScopes(system: System, key: string, places: ScopePlaces): ResourceGroups {
  const prefix = `nahtlos-${key}-`
  const unit = (session: string) => `${prefix}${session}.scope`
  const files = places.kind === 'cgroup2' ? secondProcessor : firstProcessor
  /** Of scopes that were there when they were asked for; their directory never changes. */
  const known = new Map<string, string>()
  let together: Promise<void> | null = null

  async function show(session: string, ...names: string[]): Promise<Record<string, string>> {
    const { stdout } = await system.run([
      'systemctl',
      'show',
      ...names.map((name) => `--property=${name}`),
      unit(session),
    ])
    return Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s, 2) as [string, string]))
  }

  /** Its place in every hierarchy; null where it is not there. */
  async function groupOf(session: string): Promise<string | null> {
    const before = known.get(session)
    if (before !== undefined && (await system.exists(`${places.processor}${before}`))) return before
    known.delete(session)
    const { ControlGroup: group } = await show(session, 'ControlGroup')
    if (!group) return null
    known.set(session, group)
    return group
  }

  async function processes(session: string): Promise<readonly number[]> {
    const group = await groupOf(session)
    if (group === null) return []
    const found = new Set<number>()
    for (const root of ['/sys/fs/cgroup', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified', places.processor])
      for (const each of groupAndBelow(`${root}${group}`))
        for (const pid of await processesIn(system, each)) found.add(pid)
    return [...found]
  }

  async function processor(session: string): Promise<number | null> {
    const group = await groupOf(session)
    if (group === null) return null
    for (const place of places.accounts) {
      const microseconds = /^usage_usec (\d+)$/m.exec((await system.readText(`${place}${group}/cpu.stat`)) ?? '')?.[1]
      if (microseconds !== undefined) return Number(microseconds) / 1000
      const nanoseconds = await system.readText(`${place}${group}/cpuacct.usage`)
      if (nanoseconds !== null) return Number(nanoseconds) / 1_000_000
    }
    return null
  }

  /**
   * As the manager is told it; with nothing it is whatever the group above has. A group that was kept off some is told
   * all of them: of nothing the manager makes no set at all, and the kernel leaves programs where they were.
   */
  async function allowed(group: string, place: Place): Promise<string> {
    const before = await readPlace(system, group)
    if ([place, before].every(({ spares, stays }) => spares === 0 && stays === 0)) return ''
    const all = await setAbove(system, group)
    return all === null ? '' : placeIn(all, place)
  }

  async function set(what: string, properties: readonly string[]): Promise<void> {
    const changed = await system.run(['systemctl', 'set-property', '--runtime', what, ...properties])
    if (changed.code !== 0) throw new Error(`systemctl set-property ${what}: ${changed.stderr.trim()}`)
  }

  /** The parts of a scope that is there; their processes go on where they were until they are sorted. */
  async function ready(session: string): Promise<string | null> {
    const group = await groupOf(session)
    if (group === null) return null
    const directory = `${places.processor}${group}`
    if (!(await system.exists(`${directory}/back`))) await makeParts(system, files, directory)
    return directory
  }

  return {
    kind: 'systemd',
    canSpare: places.sets !== null,
    async make(session, limits) {
      together ??= set(slice, [`CPUWeight=${togetherWeight}`])
      await together.catch((error: unknown) => {
        together = null
        throw error
      })
      const { ActiveState: state } = await show(session, 'ActiveState')
      // What is not there yet is made by the command that starts inside it.
      if (state === 'active') await set(unit(session), properties(limits))
    },
    inside(session, limits, command) {
      const accounting = ['CPUAccounting=yes', 'MemoryAccounting=yes', 'TasksAccounting=yes', 'IOAccounting=yes']
      const all = [...accounting, 'Delegate=cpu', ...properties(limits)].map((property) => `--property=${property}`)
      const scope = ['--quiet', '--scope', '--collect', `--slice=${slice}`, `--unit=${unit(session)}`]
      return ['systemd-run', ...scope, ...all, '--', ...command]
    },
    async share(session, share) {
      const group = await groupOf(session)
      if (group === null) return
      const { weight, isIdle, most } = share
      const bound = most === null ? '' : `${Math.max(1, Math.round(most * 100))}%`
      // The manager writes its own idea of a scope whenever it looks at it, so it has to have this one.
      await set(unit(session), [
        `CPUWeight=${isIdle && places.kind === 'cgroup2' ? 'idle' : weight}`,
        `CPUQuota=${bound}`,
        `CPUQuotaPeriodSec=${boundPeriod / 1000}ms`,
        ...(places.sets === null ? [] : [`AllowedCPUs=${await allowed(`${places.sets}${group}`, share)}`]),
      ])
      // It knows no idle groups of version 1.
      if (places.kind === 'cgroup1') await writeShare(system, files, `${places.processor}${group}`, share)
    },
    async shareOf(session) {
      const group = await groupOf(session)
      const share = group === null ? null : await readShare(system, files, `${places.processor}${group}`)
      if (share === null) return null
      const place = places.sets === null ? { spares: 0, stays: 0 } : await readPlace(system, `${places.sets}${group}`)
      return { ...share, ...place }
    },
    async sort(session, wanted) {
      const directory = await ready(session)
      if (directory === null) return
      // What is in no part yet stands in the scope itself.
      const back = new Map((await processesIn(system, directory)).map((pid) => [pid, 'back' as const]))
      await sortInto(system, directory, new Map([...back, ...wanted]), new Set(back.keys()))
    },
    async parts(session) {
      const group = await groupOf(session)
      return group === null ? new Map() : readParts(system, `${places.processor}${group}`)
    },
    processor,
    async usage(session): Promise<GroupUsage | null> {
      const facts = await show(session, 'ActiveState', 'MemoryCurrent', 'TasksCurrent')
      if (facts.ActiveState !== 'active') return null
      const value = (name: string) => Number(/^\d+$/.exec(facts[name] ?? '')?.[0] ?? 0)
      return {
        memory: value('MemoryCurrent'),
        processes: value('TasksCurrent'),
        processor: (await processor(session)) ?? 0,
      }
    },
    processes,
    clear: async () => undefined,
    async end(session) {
      const late = performance.now() + endWithin
      for (;;) {
        const left = await processes(session)
        if (left.length === 0) break
        // Again, because what is being killed may have started another one.
        await system.run(['systemctl', 'kill', '--kill-whom=all', '--signal=SIGKILL', unit(session)])
        for (const pid of left) system.signal(pid, 'SIGKILL')
        if (performance.now() > late) throw new Error(`processes of the group of ${session} do not end`)
        await setTimeout(retry)
      }
      const group = await groupOf(session)
      if (group !== null)
        for (const each of groupAndBelow(`${places.processor}${group}`).slice(0, -1)) await system.removeDirectory(each)
      known.delete(session)
      // Not waited for: under control groups of version 1 the manager may hear late that a scope is empty.
      await system.run(['systemctl', 'stop', '--no-block', unit(session)])
    },
    async list() {
      const all = ['systemctl', 'list-units', '--plain', '--no-legend', '--all', '--type=scope', `${prefix}*`]
      const { stdout } = await system.run(all)
      // unit, load, active, sub, description
      const lines = stdout.split('\n').map((line) => line.trim().split(/\s+/))
      return lines
        .filter(([name = '', , active]) => name.startsWith(prefix) && active === 'active')
        .map(([name = '']) => name.slice(prefix.length, -'.scope'.length))
        .sort()
    },
  }
}

function properties({ processorWeight, diskWeight, memory, processes }: SessionResources): string[] {
  return [
    `CPUWeight=${processorWeight}`,
    `IOWeight=${diskWeight}`,
    `MemoryHigh=${Math.floor(memory * highShare)}M`,
    `MemoryMax=${memory}M`,
    `MemorySwapMax=${Math.floor(memory * swapShare)}M`,
    `TasksMax=${processes}`,
  ]
}
