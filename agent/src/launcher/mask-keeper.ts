import { dirname } from 'node:path'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'
import { endDenied } from './denied-processes.ts'
import type { DeniedPrograms } from './denied-programs.ts'
import { halfInstalled } from './half-installed.ts'
import { type MaskChange, renewMasks } from './session-masks.ts'

/** A session whose launcher is done, and whose view is kept. */
export interface MaskedSession {
  readonly id: string
  readonly uid: number
  /** What it may start now; it changes while the session runs. */
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
  /** Programs of a session were ended because rules or approvals are others now. */
  ended?(session: string): void
}

/** Programs that are denied now could not be kept from being started. */
export class MaskFailure extends Error {
  override name = 'MaskFailure'
}

/** Milliseconds between two looks, should a hint of the kernel have been missed. */
const every = 1_000
/** Milliseconds that a program gets to save when it is denied while it runs. */
const patience = 3_000

/**
 * Keeps what is denied from being started in sessions that run. A package upgrade puts a new file in the place of a
 * denied program, and the mask over the old one goes with it: the new file is masked under the name that dpkg gives it
 * first, which stays so when it is renamed, and what could be started in spite of that is ended. A session in which it
 * fails is ended. Where the rules of a session change, its masks do.
 */
export class MaskKeeper {
  readonly #parts: MaskKeeperParts
  #timer: NodeJS.Timeout | null = null
  readonly #watched = new Map<string, AbortController>()
  /** For which state of the host's directories, and by what rules, each session was last seen to. */
  readonly #seen = new Map<string, string>()
  /** Each session for itself: one in which a program takes its time to end does not hold up the others. */
  readonly #turns = new Map<string, Promise<unknown>>()
  readonly #due = new Set<string>()
  #looking = false
  #again = false

  constructor(parts: MaskKeeperParts) {
    this.#parts = parts
  }

  /** Looks from now on; before that only at what it is asked to. */
  begin(): void {
    this.#timer = setInterval(() => this.#hint(), every)
  }

  /** Looks once, at all sessions. */
  async look(): Promise<void> {
    await Promise.all(await this.#begin())
  }

  async #begin(): Promise<readonly Promise<void>[]> {
    const sessions = this.#parts.sessions()
    const ids = new Set(sessions.map(({ id }) => id))
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id)
    await this.#watch(sessions)
    const directories = await this.#directories()
    return sessions
      .filter((each) => this.#seen.get(each.id) !== keyOf(each, directories))
      .map((each) => this.#lookAt(each))
  }

  /**
   * Resolves when in this session nothing can be started, and nothing runs, that it may not start now.
   *
   * @throws MaskFailure where that cannot be had
   */
  keep(session: MaskedSession): Promise<void> {
    return this.#inTurn(session.id, async () => {
      await this.#watch([...this.#parts.sessions(), session])
      const { failure } = await this.#renew(session, await this.#directories(), patience)
      if (failure !== null) throw new MaskFailure(`denied programs could not be masked: ${failure}`)
    })
  }

  async #lookAt(session: MaskedSession): Promise<void> {
    const { log, end } = this.#parts
    if (this.#due.has(session.id)) return
    this.#due.add(session.id)
    await this.#inTurn(session.id, async () => {
      this.#due.delete(session.id)
      const now = this.#parts.sessions().find(({ id }) => id === session.id)
      if (now === undefined) return
      // Who is denied what ran so far gets time to save; what an upgrade slipped in does not.
      const isOtherRule = this.#seen.get(now.id)?.startsWith(`${rulesOf(now)} `) === false
      const change = await this.#renew(now, await this.#directories(), isOtherRule ? patience : 0)
      if (change.failure === null || (await now.first()) === null) return
      log.error({ session: now.id, change }, 'denied programs could not be masked again')
      end(now.id, endReasons.masks.en)
    }).catch((error: unknown) => log.error({ err: error, session: session.id }, 'a session could not be looked after'))
  }

  async #renew(session: MaskedSession, directories: string, patience: number): Promise<MaskChange> {
    const { system, denied, log } = this.#parts
    const { id, uid, programs } = session
    const first = await session.first()
    if (first === null) return { masked: [], lifted: [], failure: null }
    const found = await denied.of(programs)
    const coming = halfInstalled(await this.#present(), found)
    const change = await renewMasks(system, first, [...found, ...coming])
    if (change.failure !== null) return change
    if (change.masked.length + change.lifted.length > 0) {
      const ended = await endDenied(system, { first, uid }, new Set([...found, ...coming]), patience)
      if (ended > 0 && patience > 0) this.#parts.ended?.(id)
      log.info({ session: id, masked: change.masked, lifted: change.lifted, ended }, 'masks of a session were renewed')
    }
    this.#seen.set(id, keyOf(session, directories))
    return change
  }

  /** Directories in which programs lie that some session must not start. */
  async #watch(sessions: readonly MaskedSession[]): Promise<void> {
    const { system, denied } = this.#parts
    const lists = await Promise.all(sessions.map(({ programs }) => denied.of(programs)))
    const patterns = sessions.flatMap(({ programs: { deny, forbid } }) => [...deny.paths, ...forbid.paths])
    const wanted = new Set([...lists.flat(), ...patterns].map((path) => dirname(path)))
    for (const [directory, controller] of this.#watched)
      if (!wanted.has(directory)) {
        controller.abort()
        this.#watched.delete(directory)
      }
    for (const directory of wanted) {
      if (this.#watched.has(directory)) continue
      const controller = new AbortController()
      this.#watched.set(directory, controller)
      system.watch(directory, controller.signal, () => this.#hint())
    }
  }

  async #present(): Promise<readonly string[]> {
    const { system } = this.#parts
    const lists = [...this.#watched.keys()].map(async (directory) =>
      (await system.list(directory)).map((name) => `${directory}/${name}`),
    )
    return (await Promise.all(lists)).flat()
  }

  /** Equal as long as nothing was put there or taken away. */
  async #directories(): Promise<string> {
    const { system } = this.#parts
    const paths = [...this.#watched.keys()].sort()
    const facts = await Promise.all([...paths, '/var/lib/dpkg/status'].map((path) => system.file(path)))
    return facts.map((each, index) => `${paths[index]} ${each?.inode} ${each?.changed}`).join()
  }

  #hint(): void {
    this.#again = true
    if (this.#looking || this.#parts.sessions().length === 0) return
    this.#looking = true
    void (async () => {
      while (this.#again) {
        this.#again = false
        await this.#begin()
      }
    })()
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'denied programs could not be looked after'))
      .finally(() => {
        this.#looking = false
      })
  }

  #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#turns.get(id) ?? Promise.resolve()).then(work)
    const over = mine
      .catch(() => undefined)
      .finally(() => {
        if (this.#turns.get(id) === over) this.#turns.delete(id)
      })
    this.#turns.set(id, over)
    return mine
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    for (const controller of this.#watched.values()) controller.abort()
  }
}

const rulesOf = ({ programs }: MaskedSession) => JSON.stringify(programs)
const keyOf = (session: MaskedSession, directories: string) => `${rulesOf(session)} ${directories}`
