import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { ConnectionOrder, SessionOrder } from '@nahtlos/contract/host/desired'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { clipboardCaps } from './protocol/rfb/clipboard.ts'
import { extendedClipboard, setEncodings } from './protocol/rfb/encodings.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { handshake, type TestViewer, testViewer } from './testing/test-viewer.ts'

let host: TestHost
const order: SessionOrder = { ...testOrder(), target: { workspace: 'soziales', app: 'mousepad' } }
before(async () => {
  host = await testHost()
  await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(() => host.close())

const viewer = async (rights: Parameters<TestHost['ticket']>[1], id = randomUUID()): Promise<TestViewer> => {
  const opened = testViewer(await host.connect(await host.ticket(order, rights, { jti: id })))
  await handshake(opened)
  return opened
}
/** xclip puts itself into the background and holds the text until somebody else has some. */
const copyInSession = (text: string) =>
  host.inSession(order, ['sh', '-c', 'xclip -selection clipboard -i >/dev/null'], text)

/** A Fence that wants an answer: when it is there, all that was sent before it has been dealt with. */
async function roundTrip(viewer: TestViewer): Promise<Buffer> {
  const mark = randomUUID()
  viewer.send([248, 0, 0, 0, 0x80, 0, 0, 0, mark.length], mark)
  return viewer.until((received) => received.includes(mark))
}

const notice = Buffer.from([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 0x08, 0, 0, 1])
const request = [6, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 0x02, 0, 0, 1]

test('with clipboard-out even an old viewer is sent what is copied, so the tests below can fail', async () => {
  const old = await viewer(['clipboard-out'])
  old.send(setEncodings([0, -312]))
  await roundTrip(old)
  await copyInSession('open to you')
  await old.until((received) => received.includes('open to you'))
})

test('without clipboard-out neither an old nor a hostile viewer is sent a byte of it', async () => {
  for (const tricks of [
    [setEncodings([0, -312])],
    [setEncodings([0, -312, extendedClipboard]), clipboardCaps(1 << 20)],
  ]) {
    const hostile = await viewer(['control', 'clipboard-in'])
    hostile.send(...tricks)
    await roundTrip(hostile)
    const secret = `secret-${randomUUID()}`
    await copyInSession(secret)
    await hostile.until((received) => received.includes(notice))
    hostile.send(...tricks, request, request)
    const received = await roundTrip(hostile)
    assert.equal(received.includes(secret), false)
    assert.equal(received.includes(Buffer.from([0x10, 0, 0, 1])), false, 'nor packed')
  }
})

test('taking clipboard-out away counts in the running connection', async () => {
  const id = randomUUID()
  const modern = await viewer(['control', 'clipboard-out'], id)
  modern.send(setEncodings([0, -312, extendedClipboard]), clipboardCaps(0))
  await roundTrip(modern)
  await decided({ id, session: order.id, rights: ['control'] })
  const before = (await roundTrip(modern)).length
  const secret = `secret-${randomUUID()}`
  await copyInSession(secret)
  await modern.until((received) => received.subarray(before).includes(notice))
  modern.send(request)
  assert.equal((await roundTrip(modern)).subarray(before).includes(Buffer.from([0x10, 0, 0, 1])), false)
})

test('what is pasted arrives with clipboard-in and only with it', async () => {
  const text = Buffer.from('pasted text', 'latin1')
  const cutText = [6, 0, 0, 0, 0, 0, 0, text.length]
  await copyInSession('before')
  const watcher = await viewer(['control'])
  watcher.send(setEncodings([0, -312]), cutText, text)
  await roundTrip(watcher)
  const read = () => host.inSession(order, ['xclip', '-selection', 'clipboard', '-o'])
  assert.equal(await read(), 'before')
  const writer = await viewer(['control', 'clipboard-in'])
  writer.send(setEncodings([0, -312]), cutText, text)
  await roundTrip(writer)
  assert.equal(await read(), 'pasted text')
})

test('a client that breaks the protocol is closed, and the session stays', async () => {
  const broken = await viewer(['control'])
  broken.send([99, 1, 2, 3])
  assert.equal(await broken.closed, ConnectionClose.protocolViolation)
  await roundTripAfterSetup(await viewer(['control']))
})

test('withdrawn access closes the connection and says so', async () => {
  const id = randomUUID()
  const outside = await viewer(['control'], id)
  host.desire([order], { connections: [{ id, session: order.id, rights: null }] })
  assert.equal(await outside.closed, ConnectionClose.accessWithdrawn)
  const other = randomUUID()
  await decided({ id: other, session: order.id, rights: null })
  const late = testViewer(await host.connect(await host.ticket(order, ['control'], { jti: other })))
  assert.equal(await late.closed, ConnectionClose.accessWithdrawn, 'also where the decision came before the ticket')
})

test('tickets that are forged, expired, for another host, person or session open nothing', async () => {
  const refusedWith = async (ticket: string | null) => testViewer(await host.connect(ticket)).closed
  const good = await host.ticket(order, ['control'])
  const past = Math.floor(Date.now() / 1000) - 60
  assert.equal(await refusedWith(null), ConnectionClose.ticketRefused)
  assert.equal(await refusedWith(`${good.slice(0, -8)}AAAAAAAA`), ConnectionClose.ticketRefused)
  assert.equal(
    await refusedWith(await host.ticket(order, [], { iat: past, exp: past + 15 })),
    ConnectionClose.ticketRefused,
  )
  assert.equal(await refusedWith(await host.ticket(order, [], { aud: 'host-b' })), ConnectionClose.ticketRefused)
  assert.equal(await refusedWith(await host.ticket(order, [], { sub: randomUUID() })), ConnectionClose.ticketRefused)
  const foreign = await host.ticket(order, [], { session: randomUUID() })
  assert.equal(await refusedWith(foreign), ConnectionClose.sessionUnreachable)
})

/** Says it to the agent and waits until it counts: the report names a package that was asked for along with it. */
async function decided(connection: ConnectionOrder): Promise<void> {
  const name = `asked-${randomUUID()}`
  host.desire([order], { connections: [connection], packages: [name] })
  await host.server.reported(host.name, ({ packages }) => name in packages)
}

async function roundTripAfterSetup(viewer: TestViewer): Promise<void> {
  viewer.send(setEncodings([0, -312]))
  await roundTrip(viewer)
}

test('a gateway whose certificate is revoked loses its connections and gets no new one', async () => {
  const present = await viewer(['control'])
  host.desire([order], { revokedCertificates: [host.gatewaySerial] })
  await present.closed
  const ticket = await host.ticket(order, ['control'])
  await assert.rejects(host.connect(ticket), /403/)
})
