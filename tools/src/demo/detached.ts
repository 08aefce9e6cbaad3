import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Places } from './places.ts'
import { DemoRefusal } from './refusal.ts'
import { readStatus, type Status } from './status.ts'
import { untilStarted } from './until-started.ts'

/** Where a supervisor in the background writes. */
export function supervisorLog({ state }: Places): string {
  return join(state, 'logs/supervisor.log')
}

/** Starts a supervisor that outlives this command, and waits until everything answers or it gave up. */
export async function startDetached(
  places: Places,
  address: string | null,
  tell: (step: string) => void,
): Promise<Status> {
  const log = supervisorLog(places)
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
      const started = await untilStarted(places.state, status.supervisor, log, tell)
      child.unref()
      return started
    }
    if (child.exitCode !== null || child.signalCode !== null)
      throw new DemoRefusal('The demo ended before it started anything.', `See ${log}.`)
    await delay(100)
  }
}
