import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import type { Acknowledged, AgentTask, AgentWord, SessionTask } from './agent-program.ts'
import type { Told } from './inspect.ts'
import { killed, type StandBy } from './stand-by.ts'

interface Session extends Told {
  readonly acknowledged: Set<number>
  readonly task: Omit<SessionTask, 'from'>
}

/** A host with some of a person's sessions, whose agent may be killed and started again, or which may burn down. */
export class ChaosHost {
  /** The values of each session that the vault has acknowledged. */
  readonly sessions: readonly Session[]
  readonly #programs: StandBy
  readonly #task: Omit<AgentTask, 'again' | 'sessions'>
  #agent: ChildProcess | undefined
  #heard: ((word: Acknowledged) => void)[] = []

  constructor(
    programs: StandBy,
    task: Omit<AgentTask, 'again' | 'sessions'>,
    sessions: readonly Omit<SessionTask, 'from'>[],
  ) {
    this.#programs = programs
    this.#task = task
    this.sessions = sessions.map((one) => ({ key: one.key, acknowledged: new Set(), task: one }))
  }

  /** What became of its homes and its cache is gone, as with a host that burnt down. */
  async lose(): Promise<void> {
    await this.kill()
    for (const place of [this.#task.cache, ...this.sessions.map(({ task }) => task.home)])
      await rm(place, { recursive: true, force: true })
    for (const { task } of this.sessions) await mkdir(task.home, { mode: 0o700 })
  }

  start(again: boolean): void {
    const sessions = this.sessions.map(({ task, acknowledged }) => ({ ...task, from: Math.max(0, ...acknowledged) }))
    const agent = this.#programs.take({ ...this.#task, again, sessions } satisfies AgentTask)
    this.#agent = agent
    agent.on('message', (word: Acknowledged) => {
      const session = this.sessions.find(({ key }) => key === word.key)
      if (word.value !== null) session?.acknowledged.add(word.value)
      // What a killed one still said counts, and says nothing of the one after it.
      if (this.#agent === agent) for (const listener of [...this.#heard]) listener(word)
    })
  }

  /** Each session makes so many changes more. */
  change(changes: number): void {
    const agent = this.#agent
    if (agent?.connected) agent.send({ changes } satisfies AgentWord)
  }

  /** Resolves when each session had a change acknowledged; fails where the agent ends instead. */
  async progress(): Promise<void> {
    const agent = this.#agent
    assert.ok(agent)
    const waiting = new Set(this.sessions.map(({ key }) => key))
    const moved = this.#until((word) => {
      if (word.value !== null) waiting.delete(word.key)
      return waiting.size === 0
    })
    const ended = new AbortController()
    const alone = once(agent, 'exit', { signal: ended.signal }).then(
      () => assert.fail(`the agent of ${this.#task.host} ended by itself`),
      () => undefined,
    )
    await Promise.race([moved, alone])
    ended.abort()
  }

  /** Resolves when a session of it is next told that a change is not taken. */
  refused(): Promise<void> {
    return this.#until(({ value }) => value === null)
  }

  async kill(): Promise<void> {
    await killed(this.#agent)
  }

  /** Lets it finish the changes under way. */
  async stop(): Promise<void> {
    const agent = this.#agent
    if (agent === undefined || agent.exitCode !== null) return
    agent.send('stop' satisfies AgentWord)
    await once(agent, 'exit')
  }

  #until(isIt: (word: Acknowledged) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const listener = (word: Acknowledged) => {
        if (!isIt(word)) return
        this.#heard = this.#heard.filter((one) => one !== listener)
        resolve()
      }
      this.#heard.push(listener)
    })
  }
}
