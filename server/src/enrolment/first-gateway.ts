import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from '../authority/root.ts'
import type { Services } from '../services.ts'
import { type Machines, tokenLifetime } from './machines.ts'

export function firstGatewayFile({ server }: Services): string {
  return join(server.state, 'first-gateway.token')
}

export interface FirstGateway {
  close(): void
}

/**
 * Administrators make tokens through the portal, and the portal is reached through a gateway: so the token of the
 * first one lies in `state/first-gateway.token` (mode 0600), until any gateway is enrolled. It is made anew before it
 * lapses.
 */
export async function offerFirstGateway(services: Services, machines: Machines): Promise<FirstGateway> {
  const { database, log, server } = services
  const path = firstGatewayFile(services)
  const offer = async (): Promise<boolean> => {
    const gateway = await database.selectFrom('machine').select('name').where('role', '=', 'gateway').executeTakeFirst()
    if (gateway !== undefined) {
      await rm(path, { force: true })
      return false
    }
    const { token } = await machines.makeToken(
      { role: 'gateway', name: 'gateway', listeners: server.firstGatewayListeners },
      null,
    )
    await replaceFile(path, `${token}\n`, 0o600)
    return true
  }
  if (!(await offer())) return { close: () => undefined }
  log.info({ path }, 'no gateway is enrolled yet; the token of the first one is written')
  const timer = setInterval(() => {
    offer().then(
      (due) => due || clearInterval(timer),
      (error: unknown) => log.error(error, 'the token of the first gateway could not be made'),
    )
  }, tokenLifetime * 0.9)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
