/**
 * What makes one session's own view of the host, in the order in which it is done. Each step is data: commands
 * as argument lists, so nothing a person is called can become shell syntax, and the order can be read and tested.
 *
 * Containment has its place after the step `processes`, when all mounts are there: masks of denied programs,
 * `noexec` on what is left, then Landlock as the last step before the privileges go.
 */
export interface LaunchOrder {
  readonly account: string
  readonly uid: number
  /** Directory on the host that becomes `/home/ACCOUNT`. */
  readonly home: string
  /** Directory on the host that becomes `~/Dokumente`; null where the person's home drive is missing. */
  readonly homeDrive: string | null
  /** The session's directory on the host: `passwd`, `group`, `etc/`, `share/`, `display/`, `go`, `first`. */
  readonly session: string
  /** Where the session's process numbers begin, see `process-numbers.ts`. */
  readonly firstProcessNumber: number
  /** IANA name. */
  readonly timeZone: string
  readonly environment: Readonly<Record<string, string>>
}

export interface Step {
  readonly name: string
  readonly commands: readonly (readonly string[])[]
}

/** Where a session finds its own files; the agent makes the empty mount point on the host. */
export const sessionPlace = '/run/nahtlos-session'
export const documentsName = 'Dokumente'

const tmpfs = (place: string, options: string) => [
  'mount',
  '-n',
  '-t',
  'tmpfs',
  '-o',
  `nosuid,nodev,${options}`,
  'tmpfs',
  place,
]
const bind = (from: string, to: string) => ['mount', '-n', '--bind', from, to]
const directory = (mode: string, ...paths: string[]) => ['mkdir', '-m', mode, ...paths]

export function launchSteps(order: LaunchOrder): readonly Step[] {
  const { account, uid } = order
  const home = `/home/${account}`
  const runtime = `/run/user/${uid}`
  const held = `${sessionPlace}/.held`
  const drive = order.homeDrive
  return [
    {
      // Everything that is needed later is bound here first: the private places below may hide where it lies.
      name: 'hold',
      commands: [
        bind(order.session, sessionPlace),
        tmpfs(held, 'mode=700,size=64k'),
        directory('755', `${held}/home`, ...(drive === null ? [] : [`${held}/drive`])),
        bind(order.home, `${held}/home`),
        ...(drive === null ? [] : [bind(drive, `${held}/drive`)]),
      ],
    },
    {
      name: 'private places',
      commands: [
        tmpfs('/tmp', 'mode=1777,size=1g'),
        directory('1777', '/tmp/.X11-unix', '/tmp/.ICE-unix'),
        tmpfs('/var/tmp', 'mode=1777,size=1g'),
        tmpfs('/dev/shm', 'mode=1777,size=1g'),
        tmpfs('/run/user', 'mode=755,size=256m'),
        directory('700', runtime),
        ['chown', `${uid}:${uid}`, runtime],
        tmpfs('/home', 'mode=755,size=64k'),
        directory('755', home),
      ],
    },
    {
      name: 'home',
      commands: [
        bind(`${held}/home`, home),
        ...(drive === null ? [] : [bind(`${held}/drive`, `${home}/${documentsName}`)]),
        ['umount', '-n', '-l', held],
      ],
    },
    {
      name: 'names',
      commands: [bind(`${sessionPlace}/passwd`, '/etc/passwd'), bind(`${sessionPlace}/group`, '/etc/group')],
    },
    {
      name: 'processes',
      commands: [
        ['mount', '-n', '-t', 'proc', '-o', 'nosuid,nodev,noexec,hidepid=invisible', 'proc', '/proc'],
        ['sysctl', '-q', '-w', `kernel.ns_last_pid=${order.firstProcessNumber}`],
      ],
    },
  ]
}

/** The last step: gives up root for good and becomes the session's first process. */
export function becomePerson(order: LaunchOrder): readonly string[] {
  const { uid, account } = order
  const environment: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
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
  return [...drop, ...keep, 'env', '-i', '--default-signal', ...variables, '/bin/sh', `${sessionPlace}/first`]
}
