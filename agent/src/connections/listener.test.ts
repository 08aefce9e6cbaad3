import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { unbounded } from '@nahtlos/contract/access/bounds'
import { type Identity, loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { pino } from 'pino'
import { connections } from './connections.ts'
import { type Listener, listen } from './listener.ts'

let directory: string
let listener: Listener
let gateway: Identity
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'listener-'))
  const authority = await makeTestAuthority(directory)
  gateway = await loadIdentity(await authority.issue('gateway', 'gateway'))
  const facts = { host: 'host-a', now: () => new Date(), verify: null, spend: null, session: () => null }
  listener = await listen({
    ...{ host: '127.0.0.1', port: 0, facts: facts as never, log: pino({ level: 'silent' }) },
    identity: await loadIdentity(await authority.issue('agent', 'host-a', ['127.0.0.1'])),
    revoked: () => false,
    connections: connections(
      () => undefined,
      () => ({ rights: [], bounds: unbounded }),
      () => 0,
    ),
  })
})
after(async () => {
  await listener.close()
  await rm(directory, { recursive: true })
})

/** A gateway asks for an upgrade of this path; answers the first line that it is told, and cuts the connection hard. */
async function upgradeAndReset(path: string): Promise<string> {
  const raw = connect(listener.address.port, '127.0.0.1')
  const socket = connectTls({ ...clientTlsOptions(gateway, 'nahtlos:agent:host-a'), socket: raw })
  socket.on('error', () => undefined)
  await once(socket, 'secureConnect')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  raw.resetAndDestroy()
  await once(raw, 'close')
  return answer.toString().split('\r\n', 1)[0] ?? ''
}

test('a gateway that is refused and resets its connection takes nobody else’s picture away', async () => {
  // An unhandled error would end this process, as it would end the agent's.
  for (let times = 0; times < 3; times++) assert.equal(await upgradeAndReset('/elsewhere'), 'HTTP/1.1 403 Forbidden')
})
