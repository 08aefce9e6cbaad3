import { join } from 'node:path'
import { SignedRevision, verifyRevision } from '@nahtlos/contract/configuration/signed-revision'
import type { HostPolicy, RevisionMessage } from '@nahtlos/contract/host/policy'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'

/** The signed revisions that this host keeps. What is not what the server signed is never used. */
export interface RevisionStore {
  save(message: RevisionMessage): Promise<void>
  /** Checks the signature each time that it reads; null where there is none, or a tampered one. */
  load(number: number, keys: HostPolicy['keys']): Promise<Configuration | null>
  /** The numbers of those that are there, newest first. */
  numbers(): Promise<number[]>
  forgetAllBut(numbers: ReadonlySet<number>): Promise<void>
}

export function revisionStore(system: System, state: string, log: Logger): RevisionStore {
  const directory = join(state, 'revisions')
  const pathOf = (number: number) => join(directory, `${number}.json`)
  const numbers = async () =>
    (await system.list(directory))
      .flatMap((name) => (/^[1-9]\d{0,9}\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
      .sort((a, b) => b - a)
  return {
    async save({ number, signature, files }) {
      await system.makeDirectory(directory, { mode: 0o700 })
      await system.exchangeText(pathOf(number), JSON.stringify({ signature, files }))
    },
    async load(number, keys) {
      const text = await system.readText(pathOf(number))
      if (text === null) return null
      const signed = SignedRevision.safeParse(parsed(text))
      const verdict = signed.success
        ? await verifyRevision(signed.data, number, keys as unknown as Parameters<typeof verifyRevision>[2])
        : null
      if (!signed.success || verdict?.ok !== true) {
        log.error({ revision: number, verdict }, 'a revision on this host is not what the server signed; it is refused')
        return null
      }
      const loaded = loadConfiguration(signed.data.files)
      if (loaded.ok) return loaded.configuration
      log.error({ revision: number, faults: loaded.faults.slice(0, 5) }, 'a revision cannot be read by this program')
      return null
    },
    numbers,
    async forgetAllBut(keep) {
      for (const number of await numbers()) if (!keep.has(number)) await system.remove(pathOf(number))
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
