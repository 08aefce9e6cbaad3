import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChangedHome } from './changes-program.ts'

export interface Changes extends AsyncDisposable {
  /** Changes every hundredth file, others each day; answers how many. */
  make(day: number): Promise<number>
}

/** Days of work in a home, done by a process of its own. */
export function changesIn(told: ChangedHome): Changes {
  const program = new URL('./changes-program.ts', import.meta.url)
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.send(told)
  return {
    make: async (day) => {
      const settled = new AbortController()
      const { signal } = settled
      const ended = once(child, 'exit', { signal }).then(([code]) =>
        Promise.reject(new Error(`the changes ended with ${code}`)),
      )
      const answered = once(child, 'message', { signal })
      for (const each of [ended, answered]) each.catch(() => undefined)
      child.send(day)
      try {
        const [count] = (await Promise.race([answered, ended])) as [number]
        return count
      } finally {
        settled.abort()
      }
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
