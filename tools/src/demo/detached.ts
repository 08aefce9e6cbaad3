import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './living-process.ts'
import type { Places } from './places.ts'
import { DemoRefusal } from './refusal.ts'
import { readStatus, type Status } from './status.ts'

/** Starts a supervisor that outlives this command, and waits until everything answers or it gave up. */
export async function startDetached(
  places: Places,
  address: string | null,
  tell: (step: string) => void,
): Promise<Status> {
  const log = join(places.state, 'logs/supervisor.log')
  const output = openSync(log, 'a', 0o600)
  const args = [join(import.meta.dirname, 'main.ts'), 'supervise', ...(address === null ? [] : ['--address', address])]
  const child = spawn(process.execPath, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, NAHTLOS_STATE: places.state, NAHTLOS_PORT: String(places.basePort) },
    cwd: '/',
  })
  await once(child, 'spawn')
  for (;;) {
    const status = readStatus(places.state)
    if (status !== null && status.supervisor.pid === child.pid) {
      if (status.failure !== null) throw new DemoRefusal(status.failure.message, status.failure.way ?? `See ${log}.`)
      if (status.step === null) {
        child.unref()
        return status
      }
      tell(status.step)
      if (!isAlive(status.supervisor)) throw new DemoRefusal('The demo ended while it started.', `See ${log}.`)
    } else if (child.exitCode !== null || child.signalCode !== null) {
      throw new DemoRefusal('The demo ended before it started anything.', `See ${log}.`)
    }
    await delay(100)
  }
}
