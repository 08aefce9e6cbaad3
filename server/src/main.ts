import { parseArgs } from 'node:util'
import { dropPrivileges } from './drop-privileges.ts'
import { readServerConfiguration } from './server-configuration.ts'
import { startServer } from './start.ts'

const { values } = parseArgs({ options: { config: { type: 'string' } } })
if (values.config === undefined) {
  console.error('usage: main.ts --config FILE')
  process.exit(2)
}

const configuration = await readServerConfiguration(values.config)
await dropPrivileges(configuration)
const server = await startServer(configuration)
console.log(`ready: internal ${server.internalAddress}, enrolment ${server.enrolmentAddress}`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // A second signal doesn't interrupt the good order of the first.
    if (stopping) return
    stopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}
