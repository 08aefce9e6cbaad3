import { machineServer } from '@nahtlos/server/testing/machine-server'

/** What the chaos test tells this program, in `process.argv[2]`. */
export interface ServerTask {
  readonly directory: string
  readonly port: number
}

/** A whole server that may be killed at any time and started again on the same directory and port. */
const { directory, port }: ServerTask = JSON.parse(process.argv[2] ?? '{}')
await machineServer(directory, {
  internal: { host: '127.0.0.1', port, names: ['127.0.0.1'] },
  // Its hosts have no link here; their sessions go on.
  sessionLostAfter: 2_000_000_000,
})
process.send?.('ready')
