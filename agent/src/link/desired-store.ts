import { join } from 'node:path'
import { Desired } from '@nahtlos/contract/host/desired'
import type { System } from '../system/system.ts'

/** The last good word of the server, kept so that this host goes on by it while the server is away. */
export interface DesiredStore {
  load(): Promise<Desired | null>
  save(desired: Desired): Promise<void>
}

export function desiredStore(system: System, state: string): DesiredStore {
  const path = join(state, 'desired.json')
  return {
    async load() {
      const text = await system.readText(path)
      if (text === null) return null
      const parsed = Desired.safeParse(JSON.parse(text))
      // One of another version of this program: the server says it anew.
      return parsed.success ? parsed.data : null
    },
    // After a power cut no session is left that it speaks of, and each start of a desktop would wait for the disk.
    save: (desired) => system.exchangeText(path, `${JSON.stringify(desired)}\n`),
  }
}
