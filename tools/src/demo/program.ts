import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type LivingProcess, rememberProcess } from './living-process.ts'
import type { SystemAccount } from './system-account.ts'

export interface ProgramOptions {
  readonly name: string
  /** Program and arguments; the working directory is `/`. */
  readonly command: readonly string[]
  /** The account that it runs as; null for the present one. */
  readonly as: SystemAccount | null
  readonly environment: NodeJS.ProcessEnv
  /** Everything it prints is added here. */
  readonly log: string
  /** Called whenever it started or died. */
  readonly onChange: () => void
}

/** Milliseconds that a program has to end when it is asked; then it is killed. */
export const stopPatience = 15_000

/** Milliseconds until a program that died is started again: grows while it keeps dying. */
export function restartDelay(deathsInARow: number): number {
  return Math.min(250 * 2 ** Math.max(0, deathsInARow - 1), 15_000)
}

/** A program that lived for so long has recovered; its deaths are counted from one again. */
const recoveredAfter = 30_000

/** One of the product's programs: started, started again when it dies, ended. */
export class Program {
  readonly name: string
  readonly #options: ProgramOptions
  readonly #log: WriteStream
  #child: ChildProcess | null = null
  #living: LivingProcess | null = null
  #timer: NodeJS.Timeout | null = null
  #wanted = false
  #deathsInARow = 0
  #startedAt = 0
  restarts = 0

  constructor(options: ProgramOptions) {
    this.name = options.name
    this.#options = options
    this.#log = createWriteStream(options.log, { flags: 'a', mode: 0o600 })
  }

  /** The running process, or null between a death and the next start. */
  get process(): LivingProcess | null {
    return this.#living
  }

  get pid(): number | null {
    return this.#living?.pid ?? null
  }

  get log(): string {
    return this.#options.log
  }

  /** The end of its log, to say why it does not start. */
  async lastWords(): Promise<string> {
    return (await readFile(this.log, 'utf8')).trimEnd().split('\n').slice(-12).join('\n')
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#spawn()
  }

  /** Sends a signal as fate would; where it dies from it, it is started again. */
  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.#child?.kill(signal)
  }

  async restart(): Promise<void> {
    await this.stop()
    this.start()
  }

  /** Ends it and keeps it ended: asks, and after `patience` milliseconds kills. */
  async stop(patience = stopPatience): Promise<void> {
    this.#wanted = false
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const child = this.#child
    if (child === null) return
    const gone = once(child, 'close')
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), patience)
    await gone
    clearTimeout(impatience)
  }

  #spawn(): void {
    const { as, command } = this.#options
    const identity = as === null ? [] : [`--reuid=${as.uid}`, `--regid=${as.gid}`, '--clear-groups']
    // The kernel ends the program when this process is gone, even where it was killed and could say nothing.
    const child = spawn('setpriv', [...identity, '--pdeathsig', 'TERM', ...command], {
      cwd: '/',
      env: this.#options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#startedAt = performance.now()
    this.#living = child.pid === undefined ? null : rememberProcess(child.pid)
    child.stdout.pipe(this.#log, { end: false })
    child.stderr.pipe(this.#log, { end: false })
    child.once('error', (error) => this.#log.write(`${this.name} could not be started: ${error.message}\n`))
    child.once('close', (code, signal) => this.#onDeath(code, signal))
    this.#options.onChange()
  }

  #onDeath(code: number | null, signal: NodeJS.Signals | null): void {
    this.#child = null
    this.#living = null
    if (this.#wanted) {
      if (performance.now() - this.#startedAt > recoveredAfter) this.#deathsInARow = 0
      this.#deathsInARow += 1
      this.restarts += 1
      const wait = restartDelay(this.#deathsInARow)
      this.#log.write(`${this.name} ended (${signal ?? code}); starting it again in ${wait} ms\n`)
      this.#timer = setTimeout(() => this.#spawn(), wait)
    }
    this.#options.onChange()
  }
}
