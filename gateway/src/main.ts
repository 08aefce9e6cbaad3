import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { IdentityError } from '@nahtlos/identity/identity-error'
import { z } from 'zod'
import { GatewayConfiguration } from './gateway-configuration.ts'
import { startGateway } from './start.ts'

/** `node gateway/src/main.ts --config FILE`, the file being JSON. Ends with 2 where the configuration is wrong. */
const { values } = parseArgs({ options: { config: { type: 'string' } } })
if (values.config === undefined) stop(2, 'usage: main.ts --config FILE')
const read = GatewayConfiguration.safeParse(JSON.parse(await readFile(values.config, 'utf8')))
if (!read.success) stop(2, `${values.config} is not usable:\n${z.prettifyError(read.error)}`)

const gateway = await startGateway(read.data).catch((error: unknown) => {
  if (error instanceof IdentityError) stop(3, error.message)
  throw error
})
process.on('SIGHUP', () => {
  gateway.renewCertificates().catch((error: unknown) => console.error(String(error)))
})
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    gateway.close().then(
      () => process.exit(0),
      (error: unknown) => stop(1, String(error)),
    )
  })

function stop(code: number, message: string): never {
  console.error(message)
  process.exit(code)
}
