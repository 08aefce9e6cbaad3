import type { Operation, Step } from '@nahtlos/agent/launcher/steps'
import type { RunOptions } from '@nahtlos/agent/testing/contained'
import type { Mechanism } from './escapes.ts'

/**
 * The launcher with mechanisms left out, for tests alone: the product has no switch for any of them.
 * Its look at the list of mounts goes with what it looks for, since it would refuse the start, as it should.
 */
export function switchedOff(off: readonly Mechanism[]): Pick<RunOptions, 'change' | 'command'> {
  const isOff = (mechanism: Mechanism) => off.includes(mechanism)
  const namespaces = [isOff('process namespace') ? '--pid' : '', isOff('IPC namespace') ? '--ipc' : '']
  const operation = (each: Operation): Operation[] => {
    const [name, ...words] = each
    if (name === 'proc' && isOff('hidden processes')) return [[name, '/proc', 'hidepid=off']]
    // Without a namespace of its own, these would be written for the whole host.
    if (name === 'put' && isOff('process namespace')) return []
    if (name !== 'become' || !isOff('privileges')) return [each]
    return [
      [name, ...words.filter((word) => !/^--(no-new-privs|(bounding-set|inh-caps|ambient-caps)=)/.test(String(word)))],
    ]
  }
  const step = (each: Step): Step[] => {
    const { name, operations } = each
    if (name === 'hold' && isOff('private places'))
      return [{ name, operations: [...operations, ...hosts.map(([key, at]): Operation => ['hold', key, at])] }]
    if (name === 'look at the mounts' && isOff('private places'))
      return [
        {
          name,
          operations: [...hosts.map(([key, at]): Operation => ['bind', `@${key}`, at]), ['flagsall', '/dev', 0, 4]],
        },
      ]
    if (name === 'look at the mounts' && (isOff('nothing executable') || isOff('nothing writable'))) return []
    // Places in memory are mounted with these bars; they are taken off again.
    if (name === 'nothing executable' && isOff(name)) return [{ name, operations: [['flagsall', '/', 0, 2 | 8]] }]
    // Nor devices: a host in a container has no mount that honours them of itself.
    if (name === 'nothing writable' && isOff(name)) return [{ name, operations: [['flagsall', '/', 0, 4]] }]
    if (name !== 'private places' && off.some((mechanism) => mechanism === name)) return []
    return [{ name, operations: operations.flatMap(operation) }]
  }
  return {
    change: (steps) => steps.flatMap(step),
    command: (command) => command.filter((word) => word === '' || !namespaces.includes(word)),
  }
}

/** What the private places hide; it is bound over them. */
const hosts = [
  ['host-dev', '/dev'],
  ['host-run', '/run'],
  ['host-tmp', '/tmp'],
] as const
