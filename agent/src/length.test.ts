import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'

let host: TestHost
before(async () => {
  host = await testHost()
  await host.startAgent()
})
after(() => host.close())

test('a session is logged off by its host when its length is reached, though the server says nothing more', async () => {
  const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' } })
  const ends = (milliseconds: number) => [{ session: order.id, at: new Date(Date.now() + milliseconds).toISOString() }]
  host.desire([order], { ends: ends(3_600_000) })
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  host.desire([order], { ends: ends(-1_000) })
  const ended = await host.server.session(host.name, order.id, ({ state }) => state === 'ended')
  assert.equal(ended.detail, 'its longest duration is reached')
  assert.deepEqual(await host.leftOvers(), [])
})
