import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import type { Acknowledged, SessionTask } from './session-program.ts'
import { killed, type StandBy } from './stand-by.ts'

/** One session's program, which may be killed and started again, and the values that the vault has acknowledged. */
export class ChaosSession {
  readonly acknowledged = new Set<number>()
  readonly key: string
  readonly #programs: StandBy
  readonly #task: Omit<SessionTask, 'again' | 'from'>
  #child: ChildProcess | undefined
  #waiting: (() => void)[] = []
  #refused: (() => void)[] = []

  constructor(programs: StandBy, task: Omit<SessionTask, 'again' | 'from'>) {
    this.#programs = programs
    this.#task = task
    this.key = task.key
  }

  /** What became of its home and its host's cache is gone, as with a host that burnt down. */
  async lose(): Promise<void> {
    await this.kill()
    for (const place of [this.#task.home, this.#task.cache]) await rm(place, { recursive: true, force: true })
    await mkdir(this.#task.home, { mode: 0o700 })
  }

  start(again: boolean): void {
    const from = Math.max(0, ...this.acknowledged)
    this.#child = this.#programs.take({ ...this.#task, again, from } satisfies SessionTask)
    this.#child.on('message', ({ value }: Acknowledged) => {
      if (value === null) {
        for (const resolve of this.#refused.splice(0)) resolve()
        return
      }
      this.acknowledged.add(value)
      for (const resolve of this.#waiting.splice(0)) resolve()
    })
  }

  /** Resolves with the next acknowledgement; fails where the program has ended instead. */
  async progress(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    const child = this.#child
    assert.ok(child)
    const ended = new AbortController()
    const alone = once(child, 'exit', { signal: ended.signal }).then(
      () => assert.fail(`session ${this.key} ended by itself`),
      () => undefined,
    )
    await Promise.race([promise, alone])
    ended.abort()
  }

  /** Resolves when it is next told that a change is not taken. */
  refused(): Promise<void> {
    return new Promise((resolve) => this.#refused.push(resolve))
  }

  async kill(): Promise<void> {
    await killed(this.#child)
  }

  /** Lets it finish the change under way. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null) return
    child.send('stop')
    await once(child, 'exit')
  }
}
