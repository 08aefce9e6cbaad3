import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../authority/root.ts'
import type { Services } from '../services.ts'
import type { Machines } from './machines.ts'

/** The name that the first gateway gets; more are made by an administrator, each with a name of its own. */
const firstGateway = 'gateway'

/**
 * Tokens are made by administrators, who come by a gateway; so the very first gateway's token is written for whoever
 * may read the server's state, anew at every start until there is a gateway, and taken away then.
 */
export async function prepareFirstGateway(services: Services, machines: Machines): Promise<void> {
  const file = join(services.server.state, 'first-gateway.token')
  const gateway = await services.database
    .selectFrom('machine')
    .select('name')
    .where('role', '=', 'gateway')
    .executeTakeFirst()
  if (gateway !== undefined) {
    await rm(file, { force: true })
    return
  }
  const { token, expiresAt } = await machines.makeToken('gateway', firstGateway, null)
  await replaceFile(file, `${token}\n`, 0o600)
  services.log.info({ file, expiresAt }, 'no gateway yet: the token for the first one is in this file')
}
