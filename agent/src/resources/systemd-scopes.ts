import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { System } from '../system/system.ts'
import { type GroupUsage, highShare, type ResourceGroups } from './resource-groups.ts'

/** Scopes of the service manager, systemd.scope(5): it alone may change control groups where it is process 1. */
export function systemdScopes(system: System, key: string): ResourceGroups {
  const prefix = `nahtlos-${key}-`
  const unit = (session: string) => `${prefix}${session}.scope`

  async function show(session: string, ...names: string[]): Promise<Record<string, string>> {
    const { stdout } = await system.run([
      'systemctl',
      'show',
      ...names.map((name) => `--property=${name}`),
      unit(session),
    ])
    return Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s, 2) as [string, string]))
  }

  async function processes(session: string): Promise<readonly number[]> {
    const { ControlGroup: group } = await show(session, 'ControlGroup')
    if (!group) return []
    for (const root of ['/sys/fs/cgroup', '/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified']) {
      const text = await system.readText(`${root}${group}/cgroup.procs`)
      if (text !== null) return text.split('\n').filter(Boolean).map(Number)
    }
    return []
  }

  return {
    kind: 'systemd',
    async make(session, limits) {
      const { ActiveState: state } = await show(session, 'ActiveState')
      // What is not there yet is made by the command that starts inside it.
      if (state !== 'active') return
      const changed = await system.run(['systemctl', 'set-property', '--runtime', unit(session), ...properties(limits)])
      if (changed.code !== 0) throw new Error(`systemctl set-property: ${changed.stderr.trim()}`)
    },
    inside(session, limits, command) {
      const accounting = ['CPUAccounting=yes', 'MemoryAccounting=yes', 'TasksAccounting=yes', 'IOAccounting=yes']
      const set = [...accounting, ...properties(limits)].map((property) => `--property=${property}`)
      const scope = ['--quiet', '--scope', '--collect', '--slice=nahtlos.slice', `--unit=${unit(session)}`]
      return ['systemd-run', ...scope, ...set, '--', ...command]
    },
    async usage(session): Promise<GroupUsage | null> {
      const facts = await show(session, 'ActiveState', 'MemoryCurrent', 'TasksCurrent', 'CPUUsageNSec')
      if (facts.ActiveState !== 'active') return null
      const value = (name: string) => Number(/^\d+$/.exec(facts[name] ?? '')?.[0] ?? 0)
      return {
        memory: value('MemoryCurrent'),
        processes: value('TasksCurrent'),
        processor: value('CPUUsageNSec') / 1_000_000,
      }
    },
    processes,
    clear: async () => undefined,
    async end(session) {
      await system.run(['systemctl', 'kill', '--kill-whom=all', '--signal=SIGKILL', unit(session)])
      for (const pid of await processes(session)) {
        const facts = await system.process(pid)
        if (facts) await system.exited(facts)
      }
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
    `TasksMax=${processes}`,
  ]
}
