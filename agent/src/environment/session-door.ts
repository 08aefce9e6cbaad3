import { enterCommand } from '../launcher/launch-plan.ts'
import type { Finished, ProcessFacts, RunOptions, System } from '../system/system.ts'

/** The session is not there, or not yet: nothing can be done in it. */
export class SessionGone extends Error {
  override name = 'SessionGone'
}

/** The way into one running session, for programs that act in it as its person and see what she sees. */
export interface SessionDoor {
  /**
   * Runs a program in the session as its person, with the variables of her desktop; without any privilege, and killed
   * with everything that it started where the time (seconds) is over.
   */
  run(argv: readonly string[], options: DoorOptions): Promise<Finished>
  /** What `run` runs, for a program that is followed. */
  command(argv: readonly string[], seconds?: number): Promise<readonly string[]>
  /** Runs a program as root among the session's mounts only; what it is given must not be hers to change. */
  amongMounts(argv: readonly string[], signal?: AbortSignal): Promise<Finished>
  /** The first process of the session, as the host numbers it. */
  first(): Promise<number>
  /** Whether the desktop's own bus is there; before that only files can be set. */
  hasDesktop(): Promise<boolean>
}

export interface DoorOptions extends RunOptions {
  readonly seconds: number
}

export interface DoorParts {
  readonly system: System
  /** The outer process of the session; null where it has none. */
  launcher(): number | null
  /** The session's X display, e.g. `:3`; null before it is there. */
  display(): string | null
  /** The plan that goes into the session, see `enterSteps`. */
  readonly enter: string
  readonly person: { readonly uid: number; readonly account: string }
}

export function sessionDoor({ system, launcher, display, enter, person }: DoorParts): SessionDoor {
  let known: ProcessFacts | null = null
  const first = async (): Promise<number> => {
    const outer = launcher()
    if (outer === null) throw new SessionGone('the session does not run')
    // It is the same as long as there is a session, so it is looked for once.
    if (known?.parent === outer && (await system.process(known.pid))?.startTime === known.startTime) return known.pid
    const [pid] = await system.children(outer)
    known = pid === undefined ? null : await system.process(pid)
    if (known === null) throw new SessionGone('the session does not run')
    return known.pid
  }
  /** The desktop is the first process below the session's bus; what it was started with knows the bus. */
  const desktopVariables = async (): Promise<readonly string[] | null> => {
    let level = [await first()]
    for (let depth = 0; depth < 4 && level.length > 0; depth++) {
      const below = (await Promise.all(level.map((pid) => system.children(pid)))).flat()
      for (const pid of below) {
        const variables = await variablesOf(system, pid)
        if (variables.some((each) => each.startsWith('DBUS_SESSION_BUS_ADDRESS='))) return variables
      }
      level = below
    }
    return null
  }
  const command = async (argv: readonly string[], seconds?: number) => {
    const pid = await first()
    const variables = (await desktopVariables()) ?? (await variablesOf(system, pid))
    const shown = display()
    const own = ['PATH', 'DISPLAY'].map((name) => `${name}=`)
    const kept = variables.filter((each) => /^[A-Za-z_]\w*=/.test(each) && !own.some((name) => each.startsWith(name)))
    return enterCommand(enter, pid, [
      ...asPerson(person),
      ...['PATH=/usr/local/bin:/usr/bin:/bin', ...kept],
      ...(shown !== null ? [`DISPLAY=${shown}`, 'XAUTHORITY=/run/nahtlos-session/display/Xauthority'] : []),
      ...(seconds === undefined ? [] : ['timeout', '--signal=KILL', String(seconds)]),
      ...argv,
    ])
  }
  return {
    first,
    command,
    hasDesktop: async () => (await desktopVariables()) !== null,
    run: async (argv, { seconds, ...options }) => system.run(await command(argv, seconds), options),
    // With its process numbers, because its /proc knows no others.
    amongMounts: async (argv, signal) =>
      system.run(
        ['nsenter', '--target', String(await first()), '--mount', '--pid', '--', ...argv],
        signal ? { signal } : {},
      ),
  }
}

/** Words of the command that enters: without any privilege, in her home, with no variables but those that follow. */
export function asPerson({ uid, account }: DoorParts['person']): readonly string[] {
  const id = String(uid)
  return [
    ...['--reuid', id, '--regid', id, '--clear-groups', '--no-new-privs', '--bounding-set=-all'],
    ...['--inh-caps=-all', '--pdeathsig', 'KILL', '--', 'env', '-i', '--default-signal'],
    `--chdir=/home/${account}`,
  ]
}

async function variablesOf(system: System, pid: number): Promise<readonly string[]> {
  const text = (await system.readText(`/proc/${pid}/environ`)) ?? ''
  return text.split('\0').filter(Boolean)
}
