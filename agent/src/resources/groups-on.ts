import { createHash, randomUUID } from 'node:crypto'
import { usualResources } from '@nahtlos/contract/session/resources'
import type { System } from '../system/system.ts'
import { cgroupFiles } from './cgroup-files.ts'
import { firstVersion, secondVersion } from './cgroup-layouts.ts'
import type { ResourceGroups } from './resource-groups.ts'
import { systemdScopes } from './systemd-scopes.ts'

const needed = ['cpu', 'memory', 'pids']
const welcome = ['cpuacct', 'blkio', 'cpuset']

/**
 * The back end that this host has, tried out. Null where it has none: sessions then run without limits, which is told to
 * administrators. Comfort fails open: what holds a session in does not depend on groups.
 *
 * @param run the agent's directory of sockets, which no other agent shares
 * @param refused hears of files of control groups that are there and cannot be used
 */
export async function groupsOn(
  system: System,
  run: string,
  refused?: (kind: ResourceGroups['kind'], why: string) => void,
): Promise<ResourceGroups | null> {
  const key = createHash('sha256').update(run).digest('hex').slice(0, 8)
  const mounts = ((await system.readText('/proc/self/mountinfo')) ?? '').split('\n').map(parseMount)
  const second = mounts.find((mount) => mount.type === 'cgroup2')
  const told = second && (await system.readText(`${second.place}/cgroup.controllers`))
  const controllers = (told ?? '').split(/\s/)
  const isSecond = second !== undefined && needed.every((name) => controllers.includes(name))
  const first = mounts.filter((mount) => mount.type === 'cgroup')
  const holding = (name: string) => first.find(({ options }) => options.includes(name))?.place
  // The test of sd_booted(3).
  if (await system.exists('/run/systemd/system')) {
    return systemdScopes(system, key, {
      kind: isSecond ? 'cgroup2' : 'cgroup1',
      processor: (isSecond ? second.place : holding('cpu')) ?? '',
      sets: isSecond && controllers.includes('cpuset') ? second.place : null,
      accounts: [second?.place, holding('cpuacct')].filter((place) => place !== undefined),
    })
  }
  const tried: ResourceGroups[] = []
  if (isSecond) tried.push(cgroupFiles(system, secondVersion(second.place, controllers), key))
  if (needed.every((name) => holding(name) !== undefined)) {
    const places = [...new Set([...needed, ...welcome].flatMap((name) => holding(name) ?? []))]
    // A hierarchy of version 2 holds no limits there, but what a session sends can be told by its group in it.
    for (const hierarchies of second === undefined ? [places] : [[...places, second.place], places])
      tried.push(cgroupFiles(system, firstVersion(hierarchies, holding('cpu') ?? '', holding('cpuset') ?? null), key))
  }
  for (const groups of tried) {
    const why = await unusable(system, groups)
    if (why === null) return groups
    refused?.(groups.kind, why)
  }
  return null
}

/**
 * Files of a controller can be there and yet be of no use: in most containers they are read-only, or the group that
 * this runs in may not have others below it. Null where a program can be started in a group.
 */
async function unusable(system: System, groups: ResourceGroups): Promise<string | null> {
  const probe = randomUUID()
  try {
    await groups.make(probe, usualResources)
    const { code, stderr } = await system.run(groups.inside(probe, usualResources, ['/bin/true']))
    await groups.end(probe)
    return code === 0 ? null : stderr.trim() || `the probe ended with ${code}`
  } catch (error) {
    await groups.end(probe).catch(() => undefined)
    return error instanceof Error ? error.message : String(error)
  }
}

/** A line of proc_pid_mountinfo(5). */
function parseMount(line: string): { place: string; type: string; options: readonly string[] } {
  const [before = '', after = ''] = line.split(' - ')
  const [type = '', , options = ''] = after.split(' ')
  return { place: before.split(' ')[4] ?? '', type, options: options.split(',') }
}
