import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { ChangedHome } from './changes-program.ts'
import { nextMessage } from './next-message.ts'

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
    make: (day) => {
      child.send(day)
      return nextMessage(child, 'the changes')
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
