import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { revisions } from '@nahtlos/contract/api/configuration'
import { myTelework, teleworkTerms } from '@nahtlos/contract/api/telework'
import { connectSession, sessionEvents, startSession } from '@nahtlos/contract/api/workplace'
import { ConnectionClose } from '@nahtlos/contract/session/connection-close'
import { type Inside, inside } from '../display/inside.ts'
import { Viewer } from '../display/viewer.ts'
import { ticketWire, WireRefused } from '../display/wire.ts'
import { Refused, type Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

let product: TestProduct
let fatma: Visitor
let session: string
let desktop: Inside

const target = { workspace: 'kita', app: null }

before(async () => {
  product = await TestProduct.start({ withoutPortal: true, reevaluateEvery: 2_000 })
  fatma = await product.atOffice('fatma.demir')
  session = await started(fatma)
  desktop = await inside(product.product.state, session)
})
after(async () => {
  await product?.[Symbol.asyncDispose]()
})

test('two browsers that press start at once get one session', async () => {
  const paul = await product.atOffice('paul.richter')
  const elsewhere = await product.atOffice('paul.richter')
  const body = { workspace: 'finanzen', app: null }
  const [one, other] = await Promise.all([paul.call(startSession, { body }), elsewhere.call(startSession, { body })])
  assert.equal(one.id, other.id)
})

test('two persons have their desktops on one host side by side', async () => {
  const thomas = await product.atOffice('thomas.berger')
  const other = await thomas.call(startSession, { body: { workspace: 'schulverwaltung', app: null } })
  const state = await thomas.until(
    sessionEvents,
    { params: { session: other.id } },
    (each) => each.state !== 'placing' && each.state !== 'preparing',
  )
  assert.equal(state.state, 'ready')
  const theirs = await inside(product.product.state, other.id)
  for (const each of [desktop, theirs]) {
    await eventually('the panel is there', () =>
      each.run('xdotool', 'search', '--class', 'xfce4-panel').then(Boolean, () => false),
    )
  }
})

test('a killed gateway costs the connection and nothing else', async () => {
  const viewer = await connected()
  product.product.gateway.kill('SIGKILL')
  await viewer.closed
  const again = await reconnected()
  await showsPicture(again)
  await sameDesktop()
  again.close()
  await again.closed
})

test('a killed server leaves an open desktop running, and takes up its work again', async () => {
  const viewer = await connected()
  await showsPicture(viewer)
  const revision = (await product.atOffice('admin.roth')).call(revisions)
  const before = await revision
  product.product.server.kill('SIGKILL')
  const seen = viewer.rectangles.length
  viewer.request(false)
  await eventually('the desktop is still drawn while the server is away', () => viewer.rectangles.length > seen)
  await eventually('the server answers again', () => answers())
  viewer.close()
  await viewer.closed
  const again = await reconnected()
  await showsPicture(again)
  await sameDesktop()
  assert.deepEqual(await (await product.atOffice('admin.roth')).call(revisions), before)
  again.close()
  await again.closed
})

test('a killed PostgreSQL loses nothing that was acknowledged', async () => {
  const id = await product.file(fatma)
  process.kill(await product.postgresql(), 'SIGKILL')
  await eventually('the server answers from its database again', () =>
    fatma.call(myTelework).then(({ requests }) => requests.some((request) => request.id === id), passing),
  )
  await sameDesktop()
})

test('a killed agent finds its sessions again, and the desktop goes on', async () => {
  const viewer = await connected()
  const agent = desktop.host === 'host-a' ? product.product.hosts.a : product.product.hosts.b
  agent.kill('SIGKILL')
  await viewer.closed
  const again = await reconnected()
  await showsPicture(again)
  await sameDesktop()
  again.close()
  await again.closed
})

test('connecting elsewhere takes the desktop over, and the first one is told so', async () => {
  const first = await connected()
  const second = await connected()
  assert.equal(await first.closed, ConnectionClose.takenOver)
  await showsPicture(second)
  second.close()
  await second.closed
})

test('a ticket is good once, for its listener, and for its person', async () => {
  const { ticket } = await fatma.call(connectSession, { params: { session } })
  const viewer = new Viewer(await ticketWire(product.office, ticket, fatma.cookie()))
  await viewer.ready
  await assert.rejects(ticketWire(product.office, ticket, fatma.cookie()), WireRefused, 'used twice')
  viewer.close()
  await viewer.closed
  const fresh = await fatma.call(connectSession, { params: { session } })
  await assert.rejects(ticketWire(product.outside, fresh.ticket, fatma.cookie()), WireRefused, 'another listener')
  const anna = await product.atOffice('anna.becker')
  await assert.rejects(ticketWire(product.office, fresh.ticket, anna.cookie()), WireRefused, 'another person')
  const broken = `${fresh.ticket.slice(0, -4)}AAAA`
  await assert.rejects(ticketWire(product.office, broken, fatma.cookie()), WireRefused, 'forged')
})

test('another person cannot see, connect or end a session, and cannot tell whether it exists', async () => {
  const anna = await product.atOffice('anna.becker')
  const nobodys = '00000000-0000-4000-8000-000000000000'
  for (const id of [session, nobodys]) {
    const refused = await anna.call(connectSession, { params: { session: id } }).then(
      () => null,
      (error) => error,
    )
    assert.ok(refused instanceof Refused)
    assert.equal(refused.problem.code, 'not-found')
  }
})

test('a client that sends what RFB does not know is cut off, and the session stays', async () => {
  const viewer = await connected()
  await viewer.ready
  viewer.sendRaw(Buffer.from([99, 1, 2, 3]))
  assert.equal(await viewer.closed, ConnectionClose.protocolViolation)
  await sameDesktop()
})

async function started(person: Visitor): Promise<string> {
  const { id } = await person.call(startSession, { body: target })
  const state = await person.until(
    sessionEvents,
    { params: { session: id } },
    (each) => each.state !== 'placing' && each.state !== 'preparing',
  )
  assert.equal(state.state, 'ready', JSON.stringify(state))
  return id
}

async function connected(): Promise<Viewer> {
  const { ticket } = await fatma.call(connectSession, { params: { session } })
  const viewer = new Viewer(await ticketWire(product.office, ticket, fatma.cookie()))
  await viewer.ready
  return viewer
}

/** Tries as the portal does after a break: a new ticket, a new connection, until one holds. */
async function reconnected(): Promise<Viewer> {
  let viewer: Viewer | undefined
  await eventually('the desktop is reached again', async () => {
    try {
      viewer = await connected()
      return true
    } catch (error) {
      return passing(error)
    }
  })
  return viewer as Viewer
}

/** False for what passes by itself while a part of the product is being started again; everything else is a fault. */
function passing(error: unknown): boolean {
  if (error instanceof Refused && error.status >= 500) return false
  if (error instanceof Refused && ['session-not-ready', 'not-signed-in'].includes(error.problem.code)) return false
  if (error instanceof WireRefused && error.status >= 500) return false
  if (error instanceof Error && 'code' in error) return false
  throw error
}

async function showsPicture(viewer: Viewer): Promise<void> {
  const seen = viewer.rectangles.length
  viewer.request(false)
  await eventually('the desktop is drawn', () => viewer.rectangles.length > seen)
}

/** The session's processes are the very same as at the beginning. */
async function sameDesktop(): Promise<void> {
  const now = await inside(product.product.state, session)
  assert.equal(now.process, desktop.process)
}

async function answers(): Promise<boolean> {
  return fatma.call(teleworkTerms).then(() => true, passing)
}
