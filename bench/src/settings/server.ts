import { fork } from 'node:child_process'
import { once } from 'node:events'
import { nextMessage } from './next-message.ts'
import type { ServerReady, ServerTask } from './server-program.ts'
import { treeTime } from './tree-time.ts'

export interface BenchServer extends ServerReady, AsyncDisposable {
  /** Milliseconds of processor time that it used so far, PostgreSQL's included. */
  cpu(): Promise<number>
}

/** A server in a process of its own, so that its processor time is its alone. */
export async function startServer(task: ServerTask): Promise<BenchServer> {
  const program = new URL('./server-program.ts', import.meta.url)
  const child = fork(program, [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ready = await nextMessage<ServerReady>(child, 'the server')
  return {
    ...ready,
    cpu: () => treeTime(child.pid ?? 0),
    [Symbol.asyncDispose]: async () => {
      child.disconnect()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
