import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { sessions } from '@nahtlos/contract/api/administration'
import { revisions } from '@nahtlos/contract/api/configuration'
import { myTelework, teleworkTerms } from '@nahtlos/contract/api/telework'
import {
  connectSession,
  endSession,
  session as mySession,
  sessionEvents,
  startSession,
} from '@nahtlos/contract/api/workplace'
import { Problem } from '@nahtlos/contract/problem'
import { ConnectionClose } from '@nahtlos/contract/session/connection-close'
import type { Page } from 'playwright-core'
import { Browser, explaining, keepPicture } from '../browser/browser.ts'
import { drawn, drawnAtRest, frozenPictureOf, likeness, type Picture, shareOf } from '../browser/desktop.ts'
import { signInAt } from '../browser/portal.ts'
import { testimony, watch } from '../browser/witness.ts'
import { type Inside, inside } from '../display/inside.ts'
import { Viewer } from '../display/viewer.ts'
import { ticketWire, WireRefused } from '../display/wire.ts'
import { Refused, type Visitor } from '../people/visitor.ts'
import { TestProduct } from '../product/test-product.ts'
import { eventually } from '../waiting/eventually.ts'

let product: TestProduct
let browser: Browser
let fatma: Visitor
/** Signs in once: every further time waits for the next code. */
let administrator: Visitor
let session: string
let desktop: Inside

const target = { workspace: 'kita', app: null }
/** The background of that workspace. */
const background = '#b3541e'

before(async () => {
  product = await TestProduct.start({ reevaluateEvery: 2_000 })
  browser = await Browser.open()
  fatma = await product.atOffice('fatma.demir')
  administrator = await product.atOffice('admin.roth')
  session = await started(fatma)
  desktop = await inside(product.product.state, session)
})
afterEach(explaining(() => browser))
after(async () => {
  await browser?.[Symbol.asyncDispose]()
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
    ({ state }) => !waiting.includes(state),
  )
  assert.equal(state.state, 'ready')
  const theirs = await inside(product.product.state, other.id)
  for (const each of [desktop, theirs]) {
    await eventually('the panel is there', () =>
      each.run('xdotool', 'search', '--class', 'xfce4-panel').then(Boolean, () => false),
    )
  }
})

describe('with a desktop open in the browser', () => {
  let page: Page
  let last: Picture

  before(async () => {
    page = await browser.window()
    await signInAt(page, product, product.office, 'fatma.demir')
    await page.getByRole('button', { name: 'Weiterarbeiten' }).click()
    await drawn(page, (picture) => shareOf(picture, background) > 0.6)
    await page.getByRole('button', { name: 'Desktop bedienen' }).click()
    // Something of hers stands on the desktop, so that one picture cannot be taken for another.
    await desktop.run('sh', '-c', 'setsid xmessage -center "Bericht der Kita Sonnenschein" >/dev/null 2>&1 &')
    await eventually('the note is there', () =>
      desktop.run('xdotool', 'search', '--onlyvisible', '--name', 'xmessage').then(Boolean, () => false),
    )
    last = await drawnAtRest(page)
  })
  after(async () => {
    await page?.context().close()
  })

  test('a network that breaks freezes the picture, and the desktop goes on when it is back', async () => {
    await watch(page)
    await page.context().setOffline(true)
    await page.getByText('Die Verbindung ist unterbrochen').waitFor()
    assert.ok(likeness(await frozenPictureOf(page), last) > 0.99, 'the frozen picture is not the last one')
    await keepPicture(page, 'bad-luck-frozen')
    await page.context().setOffline(false)
    await goesOn()
  })

  test('whatever the connection is like, and while nobody knows, the desktop keeps its size', async () => {
    const network = await page.context().newCDPSession(page)
    const likeThis = (latency: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency,
        downloadThroughput: -1,
        uploadThroughput: -1,
      })
    await watch(page)
    await likeThis(400)
    await page.locator('.quality[data-grade=poor]').waitFor()
    await likeThis(0)
    await page.locator('.quality:is([data-grade=good], [data-grade=fair])').waitFor()
    await network.detach()
    await breaksAndGoesOn()
    assert.equal((await testimony(page)).stages.length, 1, 'the desktop was given another size')
  })

  test('a killed gateway costs the connection and nothing else', async () => {
    await watch(page)
    product.product.gateway.kill('SIGKILL')
    await interrupted()
    await goesOn()
  })

  test('a killed agent finds its sessions again, and the desktop goes on', async () => {
    await watch(page)
    const agent = agentOf(desktop.host)
    agent.kill('SIGKILL')
    await interrupted()
    await goesOn()
  })

  test('a session host that hangs is told as it is, not as connected, and the desktop goes on when it is back', async () => {
    await watch(page)
    const agent = agentOf(desktop.host)
    agent.kill('SIGSTOP')
    try {
      await interrupted()
      await page.getByText('Der Sitzungsserver antwortet gerade nicht.').waitFor()
      await keepPicture(page, 'bad-luck-host-hangs')
      const start = await page.context().newPage()
      await start.goto(new URL('/', page.url()).href)
      await start.getByText('Der Sitzungsserver antwortet gerade nicht.').waitFor()
      await keepPicture(start, 'bad-luck-start-page')
      await start.close()
    } finally {
      agent.kill('SIGCONT')
    }
    await goesOn()
  })

  test('a killed server leaves an open desktop running, and takes up its work again', async () => {
    const published = await administrator.call(revisions)
    await watch(page)
    product.product.server.kill('SIGKILL')
    await eventually('the server is away', () => answers().then((answer) => !answer))
    await stillWorks()
    await eventually('the server answers again', () => answers())
    assert.deepEqual((await testimony(page)).states, ['connected'], 'the desktop was cut off')
    assert.deepEqual(await administrator.call(revisions), published)
    await breaksAndGoesOn()
  })

  test('a killed PostgreSQL loses nothing that was acknowledged, and the desktop goes on', async () => {
    const id = await product.file(fatma)
    await watch(page)
    process.kill(await product.postgresql(), 'SIGKILL')
    await stillWorks()
    await eventually('the server answers from its database again', () =>
      fatma.call(myTelework).then(({ requests }) => requests.some((request) => request.id === id), passing),
    )
    assert.deepEqual((await testimony(page)).states, ['connected'], 'the desktop was cut off')
    await breaksAndGoesOn()
  })

  /** The break was seen, and so was the frozen picture. */
  async function interrupted(): Promise<void> {
    await eventually('the connection is interrupted', async () =>
      (await testimony(page)).states.includes('interrupted'),
    )
  }

  /** The desktop came back by itself as it was; nobody was asked to sign in, and the picture stood there meanwhile. */
  async function goesOn(): Promise<void> {
    await drawn(page, (picture) => likeness(picture, last) > 0.98, 60)
    const { askedToSignIn, frozen, states } = await testimony(page)
    assert.equal(askedToSignIn, false, 'the portal asked for a sign-in')
    assert.ok(frozen, `the picture went away: ${states.join(', ')}`)
    await sameDesktop()
  }

  /** What was signed in and known before the fault still is after it: a new connection needs both. */
  async function breaksAndGoesOn(): Promise<void> {
    await page.context().setOffline(true)
    await interrupted()
    await page.context().setOffline(false)
    await goesOn()
  }

  /** What changes on the desktop arrives in the browser. */
  async function stillWorks(): Promise<void> {
    const note = 'setsid xmessage -geometry +40+40 "Es geht weiter" >/dev/null 2>&1 & echo $!'
    const other = (await desktop.run('sh', '-c', note)).trim()
    await drawn(page, (picture) => likeness(picture, last) < 0.9999)
    await desktop.run('kill', other)
    await drawn(page, (picture) => likeness(picture, last) > 0.98)
  }
})

test('connecting elsewhere takes the desktop over, and the first one is told so', async () => {
  const first = await connected()
  const second = await connected()
  assert.equal(await first.closed, ConnectionClose.takenOver)
  await showsPicture(second)
  second.close()
  await second.closed
})

test('a ticket is good once, for its listener, and for the session and the person that it was made for', async () => {
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
  const [head = '', claims = '', signature = ''] = fresh.ticket.split('.')
  for (const change of [{ session: nobodys }, { sub: nobodys }]) {
    const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), ...change }
    const other = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
    await assert.rejects(ticketWire(product.office, other, fatma.cookie()), WireRefused, JSON.stringify(change))
  }
})

test('another person cannot see, connect or end a session, and cannot tell whether it exists', async () => {
  const anna = await product.atOffice('anna.becker')
  const answersTo = async (id: string) => {
    const params = { session: id }
    const asked = [
      anna.call(mySession, { params }),
      anna.call(connectSession, { params }),
      anna.call(endSession, { params }),
      anna.raw('GET', sessionEvents.path.replace(':session', id)).then(({ status, body }) => {
        throw new Refused(status, Problem.parse(JSON.parse(body)))
      }),
    ]
    return Promise.all(
      asked.map((call) =>
        call.then(
          () => 'let in',
          (error: unknown) => (error instanceof Refused ? `${error.status} ${error.problem.code}` : error),
        ),
      ),
    )
  }
  assert.deepEqual(
    await answersTo(session),
    Array.from({ length: 4 }, () => '404 not-found'),
  )
  assert.deepEqual(await answersTo(session), await answersTo(nobodys))
  await sameDesktop()
})

test('a client that sends what RFB does not know is cut off, and the session stays', async () => {
  const viewer = await connected()
  await viewer.ready
  viewer.sendRaw(Buffer.from([99, 1, 2, 3]))
  assert.equal(await viewer.closed, ConnectionClose.protocolViolation)
  await sameDesktop()
})

test('a host that dies while it prepares a session loses it to the other one, and has nothing of it when it is back', async () => {
  const anna = await product.atOffice('anna.becker')
  const { id } = await anna.call(startSession, { body: { workspace: 'sozialamt', app: null } })
  const params = { session: id }
  await anna.until(sessionEvents, { params }, ({ state }) => state === 'preparing')
  const hostOf = async () => (await administrator.call(sessions)).find((each) => each.id === id)?.host ?? null
  const first = await hostOf()
  const dying = agentOf(first)
  dying.kill('SIGKILL')
  await dying.stop()
  const ready = await anna.until(sessionEvents, { params }, ({ state }) => !waiting.includes(state), 60)
  assert.equal(ready.state, 'ready', JSON.stringify(ready))
  assert.equal(await hostOf(), first === 'host-a' ? 'host-b' : 'host-a')
  dying.start()
  const left = join(product.product.state, String(first), 'state/sessions', `${id}.json`)
  const run = join(product.product.run, String(first), id)
  await eventually(
    'the host that is back has put away what it began',
    async () => !existsSync(left) && !existsSync(run),
  )
  assert.equal((await anna.call(mySession, { params })).state, 'ready')
})

function agentOf(host: string | null) {
  const { a, b } = product.product.hosts
  return host === 'host-a' ? a : b
}

/** A session that nobody has. */
const nobodys = '00000000-0000-4000-8000-000000000000'

const waiting: readonly string[] = ['placing', 'preparing']

async function started(person: Visitor): Promise<string> {
  const { id } = await person.call(startSession, { body: target })
  const state = await person.until(sessionEvents, { params: { session: id } }, ({ state }) => !waiting.includes(state))
  assert.equal(state.state, 'ready', JSON.stringify(state))
  return id
}

async function connected(): Promise<Viewer> {
  const { ticket } = await fatma.call(connectSession, { params: { session } })
  const viewer = new Viewer(await ticketWire(product.office, ticket, fatma.cookie()))
  await viewer.ready
  return viewer
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
