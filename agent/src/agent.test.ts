import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { handshake, testViewer } from './testing/test-viewer.ts'

let host: TestHost
before(async () => {
  host = await testHost()
})
after(() => host.close())

test('a session starts, is connected to, survives the agent, and leaves nothing behind', async () => {
  const passwd = await readFile('/etc/passwd', 'utf8')
  const order = { ...testOrder(), screen: { width: 1440, height: 815 } }
  let agent = await host.startAgent()
  host.desire([order])
  const ready = await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  assert.deepEqual(ready.phases.map(({ name, outcome }) => `${name} ${outcome}`).sort(), [
    'desktop done',
    'display done',
    'home done',
    'settings done',
  ])
  assert.deepEqual(ready.notices, ['home-drive-missing'])

  const ticket = await host.ticket(order, ['control'])
  const first = testViewer(await host.connect(ticket))
  await handshake(first)
  // Framebuffer width and height of ServerInit, RFC 6143 section 7.3.2.
  const init = first.received().subarray(18)
  assert.deepEqual(
    [init.readUInt16BE(0), init.readUInt16BE(2)],
    [1440, 815],
    'the first picture has the size asked for',
  )

  await agent.kill()
  assert.equal(await first.closed, 1006)
  agent = await host.startAgent()
  const replayed = testViewer(await host.connect(ticket))
  assert.equal(await replayed.closed, ConnectionClose.ticketRefused, 'a kill does not make a ticket good again')
  const second = testViewer(await host.connect(await host.ticket(order, ['control'])))
  await handshake(second)

  const third = testViewer(await host.connect(await host.ticket(order, [])))
  await handshake(third)
  assert.equal(await second.closed, ConnectionClose.takenOver)

  host.desire([])
  assert.equal(await third.closed, ConnectionClose.sessionEnded)
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.deepEqual(await host.leftOvers(), [])
  assert.equal(await readFile('/etc/passwd', 'utf8'), passwd)
})
