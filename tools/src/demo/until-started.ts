import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, type LivingProcess } from './living-process.ts'
import { DemoRefusal } from './refusal.ts'
import { readStatus, type Status } from './status.ts'

/** Watches a supervisor, whoever started it, until everything answers; refuses where it gives up or ends. */
export async function untilStarted(
  state: string,
  supervisor: LivingProcess,
  log: string,
  tell: (step: string) => void,
): Promise<Status> {
  for (;;) {
    // Before the status is read, so that a last word is not missed.
    const alive = isAlive(supervisor)
    const status = readStatus(state)
    const isIts = status?.supervisor.pid === supervisor.pid
    if (status !== null && isIts && status.failure !== null)
      throw new DemoRefusal(status.failure.message, status.failure.way ?? `See ${log}.`)
    if (status === null || !isIts || !alive) throw new DemoRefusal('The demo ended while it started.', `See ${log}.`)
    if (status.step === null) return status
    tell(status.step)
    await delay(100)
  }
}
