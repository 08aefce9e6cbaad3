import { basename } from 'node:path'
import type { Containment } from './containment.ts'
import { refusedProgram } from './refuser.ts'
import { sessionPlace } from './session-place.ts'
import { type Machine, machineOf, systemCallFilter } from './system-call-filter.ts'
import { targetPrograms } from './target-programs.ts'

/**
 * What makes one session's own view of the host, in the order in which it is done. Each step is data, lists of words
 * that `launch.pl` reads: nothing a person is called can become syntax, and the order can be read and tested.
 *
 * All mounts come first, then what takes rights from them, then the look at the kernel's own list of mounts, then
 * what the process takes from itself. Every failure stops the start.
 */
export interface LaunchOrder {
  readonly account: string
  readonly uid: number
  /** Directory on the host that becomes `/home/ACCOUNT`. */
  readonly home: string
  /** Directory on the host that becomes `~/Dokumente`; null where the person's home drive is missing. */
  readonly homeDrive: string | null
  /** Further directories of the host, in order; what lies in them is never executed. */
  readonly mounts: readonly HostMount[]
  /** The session's directory on the host: `passwd`, `group`, `etc/`, `share/`, `display/`, `go`, `first`. */
  readonly session: string
  /** Where the session's process numbers begin, see `process-numbers.ts`. */
  readonly firstProcessNumber: number
  /** IANA name. */
  readonly timeZone: string
  readonly environment: Readonly<Record<string, string>>
  readonly containment: Containment
  /** Program and arguments of the session's first process. */
  readonly program: readonly string[]
}

/** A directory of the host in the session: `at` is absolute, below the home or `/run` or `/media`. */
export interface HostMount {
  readonly from: string
  readonly at: string
  readonly writable: boolean
}

/** Name and words of one operation of `launch.pl`. */
export type Operation = readonly [name: string, ...words: (string | number)[]]

export interface Step {
  readonly name: string
  readonly operations: readonly Operation[]
}

/** First in a session's PATH: launchers that bring an app's settings before it starts. */
export const launcherPlace = `${sessionPlace}/bin`
/** What lies over programs that a session must not start: a script that says so, see `refuser.ts`. */
export const maskPlace = '/run/.nothing'
export const usualPath = '/usr/local/bin:/usr/bin:/bin'
export const documentsName = 'Dokumente'

/** The mount flags of mount_setattr(2). */
const readOnly = 1
const noSetuid = 2
const noDevices = 4
const noExecution = 8

const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty']

const tmpfs = (at: string, options: string): Operation => ['tmpfs', at, options]
const clear = (at: string, flags: number): Operation => ['flags', at, 0, flags]

export function launchSteps(order: LaunchOrder, machine: Machine = machineOf()): readonly Step[] {
  const { account, uid, containment } = order
  const { executable, denied, services, hidden, policies, sizes } = containment
  const home = `/home/${account}`
  const runtime = `/run/user/${uid}`
  const documents = `${home}/${documentsName}`
  const display = `${sessionPlace}/display`
  const writable = [
    ...[home, display, '/tmp', '/var/tmp', '/dev/shm', runtime],
    ...(order.homeDrive === null ? [] : [documents]),
    ...order.mounts.filter((mount) => mount.writable).map((mount) => mount.at),
  ]
  return [
    {
      // Everything that is needed later is held first: the private places hide where it lies.
      name: 'hold',
      operations: [
        ['machine', machine],
        ['hold', 'session', order.session],
        ['hold', 'home', order.home],
        ...(order.homeDrive === null ? [] : [['hold', 'drive', order.homeDrive] as const]),
        ...order.mounts.map(({ from }, index): Operation => ['hold', `mount${index}`, from]),
        ...services.map((name): Operation => ['hold', name, `/run/${name}`]),
        ...devices.map((name): Operation => ['hold', name, `/dev/${name}`]),
      ],
    },
    // While the host's control groups can still be seen, and nothing of the session can have sent anything.
    { name: 'network targets', operations: targetOperations(order.session, containment.network) },
    {
      name: 'private places',
      operations: [
        // Of the host's /run and /dev only what is named: all else are doors to its services and its hardware.
        tmpfs('/run', 'mode=755,size=256k'),
        ['mkdir', '755', sessionPlace, '/run/user', runtime],
        ['refuser', maskPlace, refusedProgram],
        ['bind', maskPlace, maskPlace],
        ['bind', '@session', sessionPlace],
        ['bind', display, display],
        ...services.flatMap((name): Operation[] => [
          ['parents', `/run/${name}`],
          ['bindall', `@${name}`, `/run/${name}`],
        ]),
        tmpfs('/dev', 'mode=755,size=64k'),
        ...devices.flatMap((name): Operation[] => [
          ['file', `/dev/${name}`],
          ['bind', `@${name}`, `/dev/${name}`],
        ]),
        ['mkdir', '755', '/dev/pts', '/dev/shm'],
        ['devpts', '/dev/pts', 'mode=620,gid=5,ptmxmode=666'],
        ['link', 'pts/ptmx', '/dev/ptmx'],
        ['link', '/proc/self/fd', '/dev/fd'],
        ['link', '/proc/self/fd/0', '/dev/stdin'],
        ['link', '/proc/self/fd/1', '/dev/stdout'],
        ['link', '/proc/self/fd/2', '/dev/stderr'],
        tmpfs('/tmp', `mode=1777,size=${sizes.temporary},nr_inodes=200k`),
        ['mkdir', '1777', '/tmp/.X11-unix', '/tmp/.ICE-unix'],
        tmpfs('/var/tmp', `mode=1777,size=${sizes.longTemporary},nr_inodes=100k`),
        tmpfs('/dev/shm', `mode=1777,size=${sizes.sharedMemory},nr_inodes=100k`),
        tmpfs(runtime, `mode=700,uid=${uid},gid=${uid},size=${sizes.runtime},nr_inodes=100k`),
        tmpfs('/sys/fs/cgroup', 'mode=755,size=4k'),
        tmpfs('/home', 'mode=755,size=64k'),
        ['mkdir', '755', home],
      ],
    },
    { name: 'places of others', operations: hidden.map((path) => tmpfs(path, 'mode=755,size=4k')) },
    {
      name: 'home',
      operations: [
        ['bind', '@home', home],
        ...(order.homeDrive === null ? [] : [['bind', '@drive', documents] as const]),
        ...order.mounts.flatMap(({ at }, index): Operation[] => [
          ['parents', at],
          ['bind', `@mount${index}`, at],
        ]),
      ],
    },
    {
      name: 'names',
      operations: [
        ['bind', `${sessionPlace}/passwd`, '/etc/passwd'],
        ['bind', `${sessionPlace}/group`, '/etc/group'],
      ],
    },
    {
      // Firefox and Thunderbird read them from there alone, whatever a person tells them.
      name: 'policies',
      operations: policies.map(({ name, at }): Operation => ['bind', `${sessionPlace}/policies/${name}`, at]),
    },
    {
      name: 'processes',
      operations: [
        ['proc', '/proc', 'hidepid=invisible'],
        ['put', '/proc/sys/kernel/ns_last_pid', order.firstProcessNumber],
      ],
    },
    { name: 'memory files', operations: [['put', '/proc/sys/vm/memfd_noexec', '2']] },
    {
      // Root's directories become mounts of their own, so that they alone can be given back what all lose next.
      name: 'nothing executable',
      operations: [
        ...executable.map((path): Operation => ['bindall', path, path]),
        ['flagsall', '/', noSetuid | noExecution, 0],
        ...executable.map((path): Operation => ['flagsall', path, 0, noExecution]),
      ],
    },
    {
      // Nor /proc: whoever may write to /proc/self/mem makes a program of any shell script.
      name: 'nothing writable',
      operations: [
        ['flagsall', '/', readOnly | noDevices, 0],
        ['flagsall', '/dev', 0, noDevices],
        ...writable.map((at) => clear(at, readOnly)),
      ],
    },
    {
      // The script is executed where it lies over programs; at its own place Landlock keeps it from being so.
      name: 'denied programs',
      operations: [['unbar'], ...denied.map((path): Operation => ['mask', path])],
    },
    {
      name: 'look at the mounts',
      operations: [['verify', [...executable, maskPlace].join(':'), writable.join(':')]],
    },
    { name: 'network', operations: networkOperations(containment.network) },
    { name: 'no services', operations: [['unheard']] },
    { name: 'no dumps', operations: [['nocore']] },
    { name: 'usual priority and processors', operations: [['usual']] },
    { name: 'programs by place', operations: [['landlock', ...executable]] },
    {
      name: 'system calls',
      operations: [['filter', Buffer.from(systemCallFilter(machine)).toString('hex')]],
    },
    {
      name: 'become the person',
      operations: [
        ['enter', home],
        ['become', ...becomePerson(order)],
      ],
    },
  ]
}

/**
 * What goes into a running session to do something there as its person: held as the session is, in its groups and
 * namespaces. What is run, and as whom, are words of the command that carries the plan out.
 */
export function enterSteps({ executable, network }: Containment, machine: Machine = machineOf()): readonly Step[] {
  const ports = network === 'host' || network === 'none' ? [] : networkOperations(network)
  return [
    {
      name: 'join',
      operations: [
        ['machine', machine],
        // The mounts are the last that can be gone to, because what comes before is read among the host's.
        ['join', 'ipc', 'uts', 'net', 'pid', 'mnt'],
      ],
    },
    { name: 'network', operations: ports },
    { name: 'no services', operations: [['unheard']] },
    { name: 'no dumps', operations: [['nocore']] },
    { name: 'usual priority and processors', operations: [['usual']] },
    { name: 'programs by place', operations: [['execute', ...executable]] },
    {
      name: 'system calls',
      operations: [['filter', Buffer.from(systemCallFilter(machine)).toString('hex')]],
    },
    { name: 'become the person', operations: [['become', 'setpriv']] },
  ]
}

function networkOperations(network: Containment['network']): readonly Operation[] {
  if (network === 'none') return [['loopback']]
  return network !== 'host' && 'ports' in network ? [['ports', ...network.ports]] : []
}

/** The group is called after the session, and what goes into the session later goes into its group. */
function targetOperations(session: string, network: Containment['network']): readonly Operation[] {
  if (network === 'host' || network === 'none' || !('targets' in network)) return []
  const programs = targetPrograms(network.targets)
  const words = programs.flatMap(({ type, attach, code }) => [type, attach, Buffer.from(code).toString('hex')])
  return [['targets', basename(session), ...words]]
}

/** The last step: gives up root for good and becomes the session's first process. */
function becomePerson(order: LaunchOrder): readonly string[] {
  const { uid, account } = order
  const environment: Record<string, string> = {
    PATH: usualPath,
    HOME: `/home/${account}`,
    USER: account,
    LOGNAME: account,
    SHELL: '/bin/bash',
    TZ: order.timeZone,
    XDG_RUNTIME_DIR: `/run/user/${uid}`,
    ...order.environment,
  }
  const drop = ['setpriv', '--reuid', String(uid), '--regid', String(uid), '--clear-groups', '--no-new-privs']
  const keep = ['--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', '--pdeathsig', 'keep', '--']
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  // Node ignores some signals and children inherit that; `env --default-signal` puts them back.
  return [...drop, ...keep, 'env', '-i', '--default-signal', ...variables, ...order.program]
}
