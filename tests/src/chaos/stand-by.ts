import { type ChildProcess, fork, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'

/** What a program reads at its start is compiled once for all of them. */
const environment = (cache: string) => ({ ...process.env, NODE_COMPILE_CACHE: cache })

/**
 * Processes of one program that have started and wait for their first message: whoever kills one has the next at once,
 * and a round waits for nothing that it is not about.
 */
export class StandBy implements AsyncDisposable {
  readonly #program: URL
  readonly #options: { readonly cache: string; readonly stdio: StdioOptions }
  readonly #waiting: ChildProcess[] = []

  constructor(program: URL, count: number, options: { readonly cache: string; readonly stdio: StdioOptions }) {
    this.#program = program
    this.#options = options
    while (this.#waiting.length < count) this.#add()
  }

  /** One that goes to work on a task; the next one comes in its place. */
  take(task: object): ChildProcess {
    const child = this.#waiting.shift()
    if (child === undefined) throw new Error('nobody stands by')
    this.#add()
    child.send(task)
    return child
  }

  #add(): void {
    const { cache, stdio } = this.#options
    this.#waiting.push(fork(this.#program, { env: environment(cache), stdio }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map(killed))
  }
}

export async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
