import { createHash } from 'node:crypto'
import type { System } from '../system/system.ts'
import { cgroupFiles } from './cgroup-files.ts'
import { firstVersion, secondVersion } from './cgroup-layouts.ts'
import type { ResourceGroups } from './resource-groups.ts'
import { systemdScopes } from './systemd-scopes.ts'

const needed = ['cpu', 'memory', 'pids']
const welcome = ['cpuacct', 'blkio']

/**
 * The back end that this host has. Null where it has none: sessions then run without limits, which is told once.
 *
 * @param run the agent's directory of sockets, which no other agent shares
 */
export async function groupsOn(system: System, run: string): Promise<ResourceGroups | null> {
  const key = createHash('sha256').update(run).digest('hex').slice(0, 8)
  const mounts = ((await system.readText('/proc/self/mountinfo')) ?? '').split('\n').map(parseMount)
  const second = mounts.find((mount) => mount.type === 'cgroup2')
  const controllers = second && (await system.readText(`${second.place}/cgroup.controllers`))
  const isSecond = second !== undefined && needed.every((name) => controllers?.split(/\s/).includes(name))
  const first = mounts.filter((mount) => mount.type === 'cgroup')
  const holding = (name: string) => first.find(({ options }) => options.includes(name))?.place
  // The test of sd_booted(3).
  if (await system.exists('/run/systemd/system')) {
    return systemdScopes(system, key, {
      kind: isSecond ? 'cgroup2' : 'cgroup1',
      processor: (isSecond ? second.place : holding('cpu')) ?? '',
      accounts: [second?.place, holding('cpuacct')].filter((place) => place !== undefined),
    })
  }
  if (isSecond) return cgroupFiles(system, secondVersion(second.place), key)
  if (!needed.every((name) => holding(name) !== undefined)) return null
  const places = new Set([...needed, ...welcome].flatMap((name) => holding(name) ?? []))
  return cgroupFiles(system, firstVersion([...places], holding('cpu') ?? ''), key)
}

/** A line of proc_pid_mountinfo(5). */
function parseMount(line: string): { place: string; type: string; options: readonly string[] } {
  const [before = '', after = ''] = line.split(' - ')
  const [type = '', , options = ''] = after.split(' ')
  return { place: before.split(' ')[4] ?? '', type, options: options.split(',') }
}
