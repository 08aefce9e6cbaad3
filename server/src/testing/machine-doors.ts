import { join } from 'node:path'
import { Registry } from 'prom-client'
import { layFoundation } from '../foundation.ts'
import { openMachineSide } from '../machine-side.ts'
import { ServerConfiguration } from '../server-configuration.ts'
import type { Services } from '../services.ts'

/**
 * A server for a test that kills it and starts it again often: all that it is but its doors for browsers, which take
 * half the time of a start. It goes on until its process ends.
 *
 * @param directory where its state is, as `machineServer` keeps it
 */
export async function machineDoors(
  directory: string,
  port: number,
  overrides: Partial<ServerConfiguration> = {},
): Promise<Services> {
  const configuration = ServerConfiguration.parse({
    state: join(directory, 'state'),
    internal: { host: '127.0.0.1', port, names: ['127.0.0.1'] },
    enrolment: { host: '127.0.0.1', port: 0 },
    firstGatewayListeners: ['office', 'outside'],
    vault: { directory: join(directory, 'vault') },
    logLevel: 'silent',
    ...overrides,
  })
  const { services } = await layFoundation(configuration)
  const machines = await openMachineSide(services, new Registry())
  await machines.listen((_request, response) => response.writeHead(404).end())
  return services
}
