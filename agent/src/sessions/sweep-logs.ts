import { join } from 'node:path'
import type { System } from '../system/system.ts'
import type { Places } from './session-paths.ts'

/** Milliseconds that the log of a session which failed is kept for whoever looks after the host. */
const kept = 7 * 24 * 3_600_000

export interface SweepParts {
  readonly system: System
  readonly places: Pick<Places, 'state'>
  now(): number
}

export async function sweepLogs({ system, places, now }: SweepParts): Promise<void> {
  const directory = join(places.state, 'logs')
  for (const name of await system.list(directory)) {
    if (!/^[0-9a-f-]{36}\.log$/.test(name)) continue
    const path = join(directory, name)
    const facts = await system.file(path)
    if (facts !== null && facts.changed < now() - kept) await system.remove(path)
  }
}
