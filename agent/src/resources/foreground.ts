import type { Logger } from 'pino'
import type { SessionDoor } from '../environment/session-door.ts'
import type { System } from '../system/system.ts'
import { afterHearing, afterLook, afterRound, isLookDue, lookSoon } from './look-schedule.ts'
import type { Part, ResourceGroups } from './resource-groups.ts'
import { partsOf, type Sortable } from './session-parts.ts'

export interface ForegroundParts {
  readonly system: System
  readonly groups: ResourceGroups
  readonly door: SessionDoor
  readonly session: string
  readonly log: Logger
}

/**
 * Thousandths of the limit that count as if a process had them, proc_pid_oom_score_adj(5). None is below zero, which not
 * every container lets root say.
 */
const endedBefore: Readonly<Record<Part, number>> = { desk: 0, front: 200, back: 500 }

/** Milliseconds between two sortings while nothing is heard: what was started meanwhile finds its place. */
const sortEvery = 5_000
/** Milliseconds after a sorting before the next one: whoever changes windows without end costs the host little. */
const pause = 250
/** Seconds that a window may take to say whose it is. */
const patience = 5
/** Processes up to which a session is sorted; one that has more is no desktop but a mishap. */
const most = 1_000

/** Which window is active; null where none is. */
interface ActiveWindow {
  readonly window: string | null
}

/** Reads a line of xprop(1) about `_NET_ACTIVE_WINDOW`; null where it says nothing, which is no answer. */
function activeWindow(line: string): ActiveWindow | null {
  if (/: {1,2}not found\.$/m.test(line)) return { window: null }
  const id = /# (0x[0-9a-f]+)/.exec(line)?.[1]
  if (id === undefined) return null
  return { window: id === '0x0' ? null : id }
}

/**
 * The app in front of one session that somebody is connected to: follows which window is active, and keeps the
 * session's processes sorted by it. That window's owner is what its app says, and is believed for this session alone.
 */
export class Foreground {
  readonly #parts: ForegroundParts
  readonly #timer: NodeJS.Timeout
  #followed: { close(): void } | null = null
  /** What was heard and not yet asked. */
  #heard: ActiveWindow | null = null
  /** The active window's process, as the session numbers it; null where it is not known. */
  #active: number | null = null
  #looks = lookSoon
  #isWarned = false
  #sorted: ReadonlyMap<number, Part> = new Map()
  #closed = false
  #busy = false
  #again = false

  constructor(parts: ForegroundParts) {
    this.#parts = parts
    this.#timer = setInterval(() => {
      if (this.#followed === null) void this.#follow()
      this.#looks = afterRound(this.#looks)
      this.#sortSoon()
    }, sortEvery)
    void this.#follow()
  }

  close(): void {
    this.#closed = true
    clearInterval(this.#timer)
    this.#followed?.close()
  }

  /** Listens until the listener ends; the next round begins another. */
  async #follow(): Promise<void> {
    const { system, door, log } = this.#parts
    try {
      const command = await door.command(['xprop', '-root', '-spy', '_NET_ACTIVE_WINDOW'])
      if (this.#closed || this.#followed !== null) return
      const followed = system.follow(command, (line) => {
        this.#heard = activeWindow(line)
        this.#sortSoon()
      })
      this.#followed = followed
      this.#looks = lookSoon
      await followed.ended
      this.#followed = null
    } catch (error) {
      if (!this.#isWarned)
        log.warn({ err: error, session: this.#parts.session }, 'it is not known which app is in front')
      this.#isWarned = true
    }
  }

  #sortSoon(): void {
    this.#again = true
    if (this.#busy) return
    this.#busy = true
    void (async () => {
      while (this.#again && !this.#closed) {
        this.#again = false
        await this.#sort()
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    })()
      .catch((error: unknown) => {
        // What was heard and not answered is looked for again.
        this.#looks = lookSoon
        this.#parts.log.warn({ err: error, session: this.#parts.session }, 'a session could not be sorted')
      })
      .finally(() => {
        this.#busy = false
      })
  }

  async #sort(): Promise<void> {
    const { system, groups, session } = this.#parts
    const owner = await this.#owner()
    const pids = await groups.processes(session)
    if (pids.length > most) return
    const found = await Promise.all(pids.map((pid) => system.process(pid)))
    const processes: readonly Sortable[] = found.filter((each) => each !== null)
    const parts = partsOf(processes, owner === null ? null : await this.#onHost(pids, owner))
    await groups.sort(session, parts)
    await this.#protect(parts)
  }

  /** At the session's limit of memory, the kernel takes what nobody looks at before what is in front, and that before the display. */
  async #protect(parts: ReadonlyMap<number, Part>): Promise<void> {
    const before = this.#sorted
    this.#sorted = parts
    for (const [pid, part] of parts) {
      if (before.get(pid) === part) continue
      await this.#parts.system
        .writeText(`/proc/${pid}/oom_score_adj`, String(endedBefore[part]))
        .catch((error: unknown) => {
          if (!(error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))))
            throw error
        })
    }
  }

  /** Asked for when a window is heard to be active, and where a look is due; the last answer otherwise. */
  async #owner(): Promise<number | null> {
    const heard = this.#heard
    this.#heard = null
    if (heard === null && !isLookDue(this.#looks)) return this.#active
    const active = heard ?? activeWindow(await this.#ask(['-root', '_NET_ACTIVE_WINDOW']))
    const answer = active?.window ? await this.#ask(['-id', active.window, '_NET_WM_PID']) : ''
    this.#active = Number(/ = (\d{1,9})$/m.exec(answer)?.[1] ?? 0) || null
    const isAnswered = active !== null && (active.window === null || this.#active !== null)
    this.#looks = (heard === null ? afterLook : afterHearing)(this.#looks, isAnswered)
    return this.#active
  }

  /** What the session's display says; nothing where it takes too long. */
  async #ask(words: readonly string[]): Promise<string> {
    return (await this.#parts.door.run(['xprop', ...words], { seconds: patience })).stdout
  }

  async #onHost(pids: readonly number[], inside: number): Promise<number | null> {
    const statuses = await Promise.all(pids.map((pid) => this.#parts.system.readText(`/proc/${pid}/status`)))
    const at = statuses.findIndex((text) => Number(/^NSpid:.*?(\d+)$/m.exec(text ?? '')?.[1]) === inside)
    return pids[at] ?? null
  }
}
