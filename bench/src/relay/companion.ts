import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process of the benchmark that answers each order with one message. */
export interface Companion extends AsyncDisposable {
  readonly pid: number
  ask<Answer>(order: object): Promise<Answer>
}

export function startCompanion(file: 'endpoint' | 'load' | 'host'): Companion {
  const child = fork(fileURLToPath(new URL(`./${file}.ts`, import.meta.url)))
  let waiting: PromiseWithResolvers<unknown> | null = null
  child.on('message', (answer) => waiting?.resolve(answer))
  child.on('exit', (code) => waiting?.reject(new Error(`a process of the benchmark ended with ${code}`)))
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(order: object) {
      waiting = Promise.withResolvers()
      child.send(order)
      return (await waiting.promise) as Answer
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}
