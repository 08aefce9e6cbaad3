import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'

/** A session that may take names. */
export interface NamingSession {
  readonly id: string
  /** The first process inside, as the host numbers it; null where it is gone. */
  first(): Promise<number | null>
}

export interface TakenNamesParts {
  readonly system: System
  readonly log: Logger
  sessions(): readonly NamingSession[]
  end(session: string, reason: string): void
}

/** Abstract names that a session may hold; a desktop holds about ten. */
export const mostNames = 64
/** Milliseconds between two looks. */
const every = 5_000

/**
 * Sessions share one space of abstract socket names, unix(7). Whoever takes them by the hundred wants that displays and
 * desktops of others find none: such a session is ended.
 */
export class TakenNames {
  readonly #parts: TakenNamesParts
  readonly #timer: NodeJS.Timeout

  constructor(parts: TakenNamesParts) {
    this.#parts = parts
    this.#timer = setInterval(() => {
      this.look().catch((error: unknown) => parts.log.error({ err: error }, 'nobody knows who takes socket names'))
    }, every)
  }

  /** Looks once. Whose a name is takes a look at all processes, which is done only where there are too many. */
  async look(): Promise<void> {
    const { system, log, end } = this.#parts
    const sessions = this.#parts.sessions()
    const named = namedSockets((await system.readText('/proc/net/unix')) ?? '')
    if (named.size <= mostNames) return
    for (const { id, first } of sessions) {
      const process = await first()
      if (process === null) continue
      const held = await heldBy(system, process, named)
      if (held <= mostNames) continue
      log.error({ session: id, held }, 'a session takes the socket names of the host')
      end(id, `${endReasons.sockets.en}: ${held}`)
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }
}

/** Inodes of the sockets to which an abstract name belongs, proc_net(5): those that listen, and those without connections. */
export function namedSockets(text: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const line of text.split('\n')) {
    const [, , , flags, type, , inode, path] = line.trim().split(/\s+/)
    if (inode === undefined || path?.startsWith('@') !== true) continue
    if (flags === '00010000' || type === '0002' || line.includes(' 0001 01 ')) found.add(inode)
  }
  return found
}

async function heldBy(system: System, first: number, named: ReadonlySet<string>): Promise<number> {
  const held = new Set<string>()
  for (const pid of await system.companions(first)) {
    for (const name of await system.list(`/proc/${pid}/fd`).catch(() => [])) {
      const leads = await system.linkTarget(`/proc/${pid}/fd/${name}`)
      const inode = /^socket:\[(\d+)\]$/.exec(leads ?? '')?.[1]
      if (inode !== undefined && named.has(inode)) held.add(inode)
    }
  }
  return held.size
}
