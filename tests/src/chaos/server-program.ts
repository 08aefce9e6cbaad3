import { once } from 'node:events'
import { flushCompileCache } from 'node:module'
import { machineDoors } from '@nahtlos/server/testing/machine-doors'
import { collectPerson } from '@nahtlos/server/vault/collect-person'

/** What the chaos test tells this program first. */
export interface ServerTask {
  readonly directory: string
  readonly port: number
  /** Whose versions are collected when the test says so. */
  readonly person: string
}

// Who is killed leaves nothing of what it compiled to the next one.
flushCompileCache()

/** A server that may be killed at any time and started again on the same directory and port. */
const [{ directory, port, person }] = (await once(process, 'message')) as [ServerTask]
// Its hosts have no link here; their sessions go on.
const services = await machineDoors(directory, port, { sessionLostAfter: 2_000_000_000 })
process.on('message', () => {
  collectPerson(services, person).then(
    () => process.send?.('collected'),
    // PostgreSQL may have been killed a moment ago: then the next collection does it.
    (error: unknown) => process.send?.(`not collected: ${error}`),
  )
})
process.send?.('ready')
