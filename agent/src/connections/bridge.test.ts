import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { WebSocket, WebSocketServer } from 'ws'
import { bridge } from './bridge.ts'

test('a browser that never answers a close does not turn its reason into a break of the network', async (t) => {
  const display = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await once(display, 'listening')
  t.after(() => display.close())
  const toDisplay = connect((display.address() as AddressInfo).port, '127.0.0.1')
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  t.after(() => server.close())
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [[joined]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [[WebSocket], unknown]
  const joining = bridge(joined, toDisplay, { rights: [], onEvent: () => undefined })
  // It reads nothing any more, so it never sees the close, and goes without a word.
  client.pause()
  joining.close(ConnectionClose.idle)
  client.terminate()
  assert.deepEqual(await joining.closed, { code: ConnectionClose.idle, violation: null })
})
