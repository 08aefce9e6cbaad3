import type { Logger } from 'pino'
import { appFiles, withoutSettings } from '../desktop/app-launchers.ts'
import type { FifoEar, System } from '../system/system.ts'
import type { SessionPaths } from './session-paths.ts'
import type { SessionSettings } from './session-settings.ts'

export interface AppStartsParts {
  readonly system: System
  readonly paths: SessionPaths
  readonly settings: SessionSettings
  readonly log: Logger
  /** Settings were restored or captured: there may be something to report. */
  changed(): void
}

/** Launchers that may wait at once when this program was restarted, and are asked to ask again. */
const wakeUps = 32

/**
 * What the launchers of one session ask (`desktop/app-launchers.ts`): settings before a program's first process, and
 * their capture when its last one has ended. The FIFOs lie in the session's own directory, which no other session
 * sees, so whoever asks is of this session; and all that asking can bring about is that this person's own settings
 * are restored into this home.
 *
 * Everything here is comfort: a failure is logged and the program starts without its settings.
 */
export class AppStarts {
  readonly #parts: AppStartsParts
  readonly #programs: ReadonlySet<string>
  readonly #starting = new Map<string, Promise<void>>()
  readonly #watched = new Set<string>()
  readonly #closing = new AbortController()
  #ear: FifoEar | null = null
  #rest = ''

  constructor(parts: AppStartsParts, programs: readonly string[]) {
    this.#parts = parts
    this.#programs = new Set(programs)
  }

  /** Begins to listen; finds programs that run already, after this program was killed. */
  async begin(): Promise<void> {
    const { system, paths } = this.#parts
    // Not there where the host has none of the programs.
    if (this.#programs.size === 0 || !(await system.exists(paths.app(appFiles.ask)))) return
    for (const program of this.#programs) {
      if (!(await system.exists(paths.app(appFiles.ready(program))))) continue
      await this.#parts.settings.appRuns(program)
      this.#watch(program)
    }
    this.#ear = await system.listenFifo(paths.app(appFiles.ask), (text) => this.#hear(text))
    for (let at = 0; at < wakeUps; at++) await this.#answer()
  }

  close(): void {
    this.#closing.abort()
    this.#ear?.close()
  }

  /** Whoever repeats a question is answered for each, and nothing is done twice. */
  async #hear(text: string): Promise<void> {
    const lines = (this.#rest + text).split('\n')
    // A line that no launcher writes is nobody's question, however it goes on.
    this.#rest = (lines.pop() ?? '').slice(-100)
    const known = lines.filter((line) => this.#programs.has(line.replace(withoutSettings, '')))
    const asked = new Set(known.filter((line) => !line.startsWith(withoutSettings)))
    for (const line of known) {
      const program = line.slice(withoutSettings.length)
      if (line.startsWith(withoutSettings) && !asked.has(program)) await this.#without(program)
    }
    for (const program of asked) {
      const times = known.filter((line) => line === program).length
      const work = this.#start(program)
      void work.then(async () => {
        for (let at = 0; at < Math.min(times, wakeUps); at++) await this.#answer()
      })
    }
  }

  #start(program: string): Promise<void> {
    const present = this.#starting.get(program)
    if (present !== undefined) return present
    const { system, paths, settings, log } = this.#parts
    const work = (async () => {
      const ready = paths.app(appFiles.ready(program))
      if (this.#closing.signal.aborted || (await system.exists(ready))) return
      const began = performance.now()
      await settings.appStarts(program)
      await system.writeText(ready, '', { mode: 0o644 })
      log.info({ program, milliseconds: Math.round(performance.now() - began) }, 'settings are there for an app')
      this.#watch(program)
      this.#parts.changed()
    })()
      .catch((error: unknown) => log.error({ err: error, program }, 'an app starts without its settings'))
      .finally(() => this.#starting.delete(program))
    this.#starting.set(program, work)
    return work
  }

  async #without(program: string): Promise<void> {
    const { settings, log } = this.#parts
    log.warn({ program }, 'an app did not wait for its settings')
    await settings.appRuns(program)
    this.#watch(program)
  }

  #watch(program: string): void {
    if (this.#watched.has(program)) return
    this.#watched.add(program)
    const { log } = this.#parts
    this.#untilEnd(program).catch((error: unknown) => {
      this.#watched.delete(program)
      log.error({ err: error, program }, 'the end of an app was not seen')
    })
  }

  async #untilEnd(program: string): Promise<void> {
    const { system, paths, settings } = this.#parts
    const runs = paths.app(appFiles.runs(program))
    const ready = paths.app(appFiles.ready(program))
    const { signal } = this.#closing
    for (;;) {
      await system.fifoReleased(runs, signal)
      if (signal.aborted) return
      await system.remove(ready)
      // Somebody may have looked for it before it was taken away.
      if (!(await system.isFifoHeld(runs))) break
      await system.writeText(ready, '', { mode: 0o644 })
    }
    // At once: who asks from now on waits for the capture, and is watched anew.
    this.#watched.delete(program)
    await settings.appEnded(program)
    this.#parts.changed()
  }

  async #answer(): Promise<void> {
    const { system, paths } = this.#parts
    await system.signalFifo(paths.app(appFiles.answer), 'x').catch((error: unknown) => {
      // Nobody waits, or a person has stuffed her own FIFO.
      if (!(error instanceof Error && 'code' in error && ['ENXIO', 'EAGAIN'].includes(String(error.code)))) throw error
    })
  }
}
