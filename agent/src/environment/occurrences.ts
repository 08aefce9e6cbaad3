import { dirname, join } from 'node:path'
import type { Trigger } from '@nahtlos/contract/configuration/environment-rule'
import { lockedAfter, lockedAfterBreak } from '@nahtlos/contract/session/lock'
import type { Logger } from 'pino'
import type { Clock } from '../system/clock.ts'
import type { System } from '../system/system.ts'
import type { SessionDoor } from './session-door.ts'
import type { SessionRules } from './session-rules.ts'

/** Milliseconds between two looks at what runs, where a rule or a withheld app wants to know. */
const lookEvery = 2_000
/** Milliseconds between two looks at least, however many windows come and go. */
const lookAfter = 200
/** Milliseconds between two looks at what is protected, should a hint of a change have been missed. */
const healEvery = 60_000
/** Milliseconds in which changes of files are gathered. */
const gather = 500
/** Seconds that a desktop may take to have its windows. */
const readyWithin = 60

export interface OccurrencesParts {
  readonly system: System
  readonly door: SessionDoor
  readonly rules: SessionRules
  readonly home: string
  readonly log: Logger
  readonly clock: Clock
}

type ScreenState = 'lock' | 'unlock'

/** Notices what happens in one running session and tells its rules; looks for nothing that no rule asks about. */
export class Occurrences {
  readonly #parts: OccurrencesParts
  readonly #closing = new AbortController()
  readonly #timers = new Map<string, number>()
  #watched = ''
  #watching = new AbortController()
  #running: ReadonlySet<string> | null = null
  #locks: { close(): void } | null = null
  #windows: { close(): void } | null = null
  #windowHint: NodeJS.Timeout | null = null
  #hint: NodeJS.Timeout | null = null
  #healed: number
  #busy = false
  #again = false
  #screenNow: ScreenState | null = null
  #screenTold: ScreenState | null = null
  #screenBusy = false
  #door: (() => void) | null = null

  constructor(parts: OccurrencesParts) {
    this.#parts = parts
    this.#healed = parts.clock.now()
  }

  /** @param fresh whether the desktop has only now been started, by this run of the program */
  begin(fresh: boolean): void {
    const beat = setInterval(() => this.#tick(), lookEvery)
    // Before its desktop there was no app, so one that is there at the first look has started.
    if (fresh && this.#looksAtApps()) this.#running = new Set()
    this.#followWindows()
    // Whoever looked on from before this program was started anew does so no more.
    if (!fresh) this.#lockSoon(lockedAfter)
    this.#closing.signal.addEventListener('abort', () => clearInterval(beat))
    if (fresh && this.#parts.rules.wants('desktop-ready')) void this.#awaitDesktop()
  }

  close(): void {
    this.#closing.abort()
    this.#watching.abort()
    this.#locks?.close()
    this.#windows?.close()
    if (this.#hint !== null) clearTimeout(this.#hint)
    this.#door?.()
    if (this.#windowHint !== null) clearTimeout(this.#windowHint)
  }

  /** What happened outside the session: the way to it. */
  tell(trigger: Trigger): void {
    if (this.#parts.rules.wants(trigger)) void this.#happened({ trigger })
  }

  /** Nobody looks on any more: after a while the server lets nobody in who has not signed in anew. */
  left(isBroken: boolean): void {
    this.tell('disconnect')
    this.#lockSoon(isBroken ? lockedAfterBreak : lockedAfter)
  }

  #lockSoon(after: number): void {
    this.#door?.()
    this.#door = this.#parts.clock.later(after, () => this.#screen('lock'))
  }

  /** Somebody has been let in. @param again whether somebody was there before */
  entered(again: boolean): void {
    if (again) this.tell('reconnect')
    this.#door?.()
    this.#door = null
    if (this.#screenNow === 'lock') this.#screen('unlock')
  }

  #tick(): void {
    this.#again = this.#busy
    if (this.#busy) return
    this.#busy = true
    this.#look()
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'a session could not be looked into'))
      .finally(() => {
        this.#busy = false
        if (this.#again && !this.#closing.signal.aborted) this.#tick()
      })
  }

  async #look(): Promise<void> {
    const { rules } = this.#parts
    this.#tickTimers()
    this.#followLocks()
    this.#followWindows()
    this.#watchProtected()
    if (this.#looksAtApps()) await this.#lookAtApps()
    else this.#running = null
    if (rules.withholdsAnything) await rules.look()
    if (this.#parts.clock.now() - this.#healed >= healEvery) await this.#heal()
  }

  #tickTimers(): void {
    const { rules, clock } = this.#parts
    const present = rules.environment?.rules.filter(({ on }) => on.includes('timer')) ?? []
    for (const id of this.#timers.keys()) if (present.every((rule) => rule.id !== id)) this.#timers.delete(id)
    for (const { id, every = 1 } of present) {
      const due = this.#timers.get(id)
      if (due !== undefined && due > clock.now()) continue
      this.#timers.set(id, clock.now() + every * 60_000)
      // It begins to count when the rule begins to apply.
      if (due !== undefined) void this.#happened({ trigger: 'timer', rule: id })
    }
  }

  async #lookAtApps(): Promise<void> {
    const running = await this.#parts.rules.apps.running()
    const before = this.#running
    this.#running = running
    if (before === null) return
    for (const app of running) if (!before.has(app)) void this.#happened({ trigger: 'app-start', app })
    for (const app of before) if (!running.has(app)) void this.#happened({ trigger: 'app-end', app })
  }

  #looksAtApps(): boolean {
    const { rules } = this.#parts
    return rules.wants('app-start') || rules.wants('app-end')
  }

  /** Screen lockers of desktops say `ActiveChanged` on the session's bus, each in an interface of its own name. */
  #followLocks(): void {
    const { rules } = this.#parts
    const monitor = ['dbus-monitor', '--session', "type='signal',member='ActiveChanged'"]
    const heard = (line: string) => {
      const state = /^\s*boolean (true|false)$/.exec(line)?.[1]
      if (state !== undefined) this.#screen(state === 'true' ? 'lock' : 'unlock')
    }
    const wanted = rules.wants('lock') || rules.wants('unlock')
    if (!wanted) this.#locks?.close()
    this.#locks = !wanted
      ? null
      : (this.#locks ??
        this.#follow(monitor, heard, () => {
          this.#locks = null
        }))
  }

  /** A window that comes or goes is a hint that an app did; what has none is found by the look now and then. */
  #followWindows(): void {
    const wanted = this.#looksAtApps() || this.#parts.rules.withholdsAnything
    const spy = ['xprop', '-root', '-spy', '_NET_CLIENT_LIST']
    const heard = () => {
      this.#windowHint ??= setTimeout(() => {
        this.#windowHint = null
        this.#tick()
      }, lookAfter)
    }
    if (!wanted) this.#windows?.close()
    this.#windows = !wanted
      ? null
      : (this.#windows ??
        this.#follow(spy, heard, () => {
          this.#windows = null
        }))
  }

  /** Reads what a program in the session says; one that ended is begun again with the next look. */
  #follow(argv: readonly string[], heard: (line: string) => void, over: () => void): { close(): void } {
    const { door, system, log } = this.#parts
    let followed: { close(): void } | null = null
    let isClosed = false
    void (async () => {
      const command = await door.command(argv)
      if (isClosed) return
      const opened = system.follow(command, heard)
      followed = opened
      await opened.ended
    })()
      .catch((error: unknown) => log.warn({ err: error, program: argv[0] }, 'a session is not listened to'))
      .finally(() => {
        if (!isClosed) over()
      })
    return {
      close() {
        isClosed = true
        followed?.close()
      },
    }
  }

  /**
   * Anybody on the session's bus can say it, as often as she likes: what was told is not told again, and while the rules
   * are busy with it only the last word counts.
   */
  #screen(state: ScreenState): void {
    this.#screenNow = state
    if (this.#screenBusy || state === this.#screenTold) return
    this.#screenBusy = true
    this.#screenTold = state
    void this.#happened({ trigger: state }).finally(() => {
      this.#screenBusy = false
      if (this.#screenNow !== null && !this.#closing.signal.aborted) this.#screen(this.#screenNow)
    })
  }

  #watchProtected(): void {
    const { rules, home, system } = this.#parts
    const directories = [...new Set(rules.protectedPlaces().map((path) => dirname(join(home, path))))].sort()
    if (directories.join('\n') === this.#watched) return
    this.#watched = directories.join('\n')
    this.#watching.abort()
    const watching = new AbortController()
    this.#watching = watching
    for (const directory of directories) {
      system.watch(directory, watching.signal, () => {
        this.#hint ??= setTimeout(() => {
          this.#hint = null
          void this.#heal()
        }, gather)
      })
    }
    // What was changed before anybody watched.
    if (directories.length > 0) void this.#heal()
  }

  async #heal(): Promise<void> {
    this.#healed = this.#parts.clock.now()
    await this.#parts.rules.heal().catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'what is protected could not be put right')
    })
  }

  async #awaitDesktop(): Promise<void> {
    const { door, log } = this.#parts
    const program = 'until xprop -root _NET_CLIENT_LIST | grep -q 0x; do sleep 0.2; done'
    const answer = await door
      .run(['/bin/sh', '-c', program], { seconds: readyWithin, signal: this.#closing.signal })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'the desktop was not seen to be ready')
        return null
      })
    if (answer?.code === 0) void this.#happened({ trigger: 'desktop-ready' })
  }

  async #happened(occasion: Parameters<SessionRules['happened']>[0]): Promise<void> {
    if (this.#closing.signal.aborted) return
    await this.#parts.rules.happened(occasion).catch((error: unknown) => {
      this.#parts.log.error({ err: error, ...occasion }, 'an occasion of the environment was lost')
    })
  }
}
