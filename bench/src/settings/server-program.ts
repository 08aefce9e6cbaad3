import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { GatewayBrowser } from '@nahtlos/server/testing/gateway-browser'
import {
  brokeringCity,
  enrolled,
  linked,
  machineServer,
  publish,
  signedIn,
} from '@nahtlos/server/testing/machine-server'

/** What the benchmark tells this program, in `process.argv[2]`. */
export interface ServerTask {
  readonly directory: string
  readonly people: number
}

/** Its only message. */
export interface ServerReady {
  readonly address: string
  /** Where the identity of the session host lies. */
  readonly identity: string
  readonly vault: string
  readonly people: readonly string[]
}

/**
 * A whole server in a process of its own, with a session host that has a session of each of some people. It ends with
 * its parent.
 */
const { directory, people }: ServerTask = JSON.parse(process.argv[2] ?? '{}')
await using server = await machineServer(directory)
const city: ConfigurationFile[] = [...brokeringCity]
await publish(server, city)
const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
const { token } = await signedIn(server, ['administrator'])
const administrator = new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
const host = await enrolled(server, administrator, 'agent', 'host-a', directory)
const link = await linked(host)
const ids: string[] = []
for (let at = 0; at < people; at++) {
  const { id } = await signedIn(server)
  ids.push(id)
  await server.services.database
    .insertInto('session')
    .values({
      id: randomUUID(),
      person: id,
      workspace: 'soziales',
      app: '',
      pool: 'main',
      session_order: JSON.stringify({ settings: [] }),
      // Its host saves: a state that the broker leaves alone, and in which the vault is open to the host.
      state: 'ending',
      since: new Date(),
      started_at: new Date(),
      host: 'host-a',
    })
    .execute()
}
link.socket.terminate()
const ready: ServerReady = {
  address: server.addresses.internalAddress,
  identity: join(directory, 'host-a'),
  vault: join(directory, 'vault'),
  people: ids,
}
process.send?.(ready)
await new Promise((resolve) => process.once('disconnect', resolve))
