import { dirname } from 'node:path'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'
import type { DeniedPrograms } from './denied-programs.ts'

/** A running session whose view is kept. */
export interface MaskedSession {
  readonly id: string
  readonly programs: SessionPrograms
  /** The first process inside, as the host numbers it; null where it is gone. */
  first(): Promise<number | null>
}

export interface MaskKeeperParts {
  readonly system: System
  readonly denied: DeniedPrograms
  readonly log: Logger
  sessions(): readonly MaskedSession[]
  end(session: string, reason: string): void
}

/** Milliseconds between two looks at the directories of denied programs. */
const every = 1_000
/** What the launcher made to lie over denied programs. */
const nothing = '/run/.nothing'

/**
 * A package upgrade puts a new file in the place of a denied program, and the mask over the old one goes with it. So
 * the directories of denied programs are watched, and what lost its mask is masked again in every running session; a
 * session in which that fails is ended.
 */
export class MaskKeeper {
  readonly #parts: MaskKeeperParts
  readonly #timer: NodeJS.Timeout
  #seen = ''
  #working = false

  constructor(parts: MaskKeeperParts) {
    this.#parts = parts
    this.#timer = setInterval(() => {
      if (this.#working) return
      this.#working = true
      this.look()
        .catch((error: unknown) => parts.log.error({ err: error }, 'denied programs could not be looked after'))
        .finally(() => {
          this.#working = false
        })
    }, every)
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { system, denied } = this.#parts
    const sessions = this.#parts.sessions()
    if (sessions.length === 0) return
    const lists = await Promise.all(sessions.map(({ programs }) => denied.of(programs)))
    const directories = [...new Set(lists.flat().map((path) => dirname(path)))].sort()
    const state = async () => {
      const facts = await Promise.all([...directories, '/var/lib/dpkg/status'].map((path) => system.file(path)))
      return facts.map((each) => `${each?.inode} ${each?.changed}`).join()
    }
    const now = await state()
    if (now === this.#seen) return
    for (const [index, session] of sessions.entries()) await this.#renew(session, lists[index] ?? [])
    this.#seen = now
  }

  async #renew(session: MaskedSession, denied: readonly string[]): Promise<void> {
    const { system, log } = this.#parts
    const first = await session.first()
    if (first === null) return
    const mounts = (await system.readText(`/proc/${first}/mountinfo`)) ?? ''
    const masked = new Set(mounts.split('\n').map((line) => line.split(' ')[4]))
    const bare = denied.filter((path) => !masked.has(path.replaceAll(' ', '\\040')))
    if (bare.length === 0 || mounts === '') return
    const cover = 'for path do mount -n --bind "$0" "$path" || exit 1; done'
    const enter = ['nsenter', '--target', String(first), '--mount', '--', '/bin/sh', '-c', cover, nothing]
    const done = await system.run([...enter, ...bare])
    if (done.code === 0) log.info({ session: session.id, programs: bare }, 'denied programs are masked again')
    else if ((await session.first()) === first) {
      log.error({ session: session.id, programs: bare, says: done.stderr }, 'denied programs could not be masked again')
      this.#parts.end(session.id, 'denied programs could not be masked again after an upgrade')
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
