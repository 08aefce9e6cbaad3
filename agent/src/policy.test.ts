import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { signRevision } from '@nahtlos/contract/configuration/signed-revision'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { HostPolicy } from '@nahtlos/contract/host/policy'
import type { Right } from '@nahtlos/contract/rights'
import { signGrant } from '@nahtlos/contract/session/program-grant'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { extendedClipboard, setEncodings } from './protocol/rfb/encodings.ts'
import { eventually } from './testing/eventually.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { handshake, type TestViewer, testViewer } from './testing/test-viewer.ts'

const pair = generateKeyPairSync('ed25519')
const keys = { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'r', alg: 'EdDSA' }] }

const app = (id: string) =>
  `kind: App\nid: ${id}\ntitle: { de: A, en: A }\npackage: mousepad\ncommand: [mousepad]\nicon: x\ncategories: [Utility]\n---\n`
/** The office gives `rights`; from outside an agreement is needed, as always. */
function city(rights: string): ConfigurationFile[] {
  return [
    {
      path: 'city.yaml',
      text: `kind: City
id: city
title: { de: Stadt, en: City }
timeZone: Europe/Berlin
---
kind: Programme
id: telework
title: { de: T, en: T }
chain: [it]
maximumHomeDays: 3
maximumMonths: 12
earliest: "06:00"
latest: "22:00"
---
kind: Department
id: social
number: "50"
title: { de: S, en: S }
telework: true
---
kind: Zone
id: office
title: { de: B, en: O }
listener: office
networks: [10.0.0.0/8]
outside: false
---
kind: Zone
id: home
title: { de: Z, en: H }
listener: outside
networks: [0.0.0.0/0]
outside: true
---
${app('mousepad')}${app('files')}kind: Pool
id: main
title: { de: P, en: P }
hosts: [host-a]
---
kind: Workspace
id: soziales
title: { de: S, en: S }
summary: { de: S, en: S }
members: { departments: [social] }
apps: [mousepad, files]
published: [mousepad]
pool: main
---
kind: AccessRule
id: office
effect: grant
title: { de: B, en: O }
rights: [${rights}]
`,
    },
  ]
}

let host: TestHost
const order: SessionOrder = { ...testOrder(), target: { workspace: 'soziales', app: 'mousepad' } }
const person = {
  id: order.person.id,
  account: order.person.account,
  name: order.person.name,
  department: 'social',
  groups: [],
  roles: [],
  agreements: [],
}
const running = { app: 'mousepad', startedAt: '2026-03-02T09:00:00.000Z', host: 'host-a', pool: 'main' }
const policy = (revision: number): HostPolicy => ({
  keys,
  revision,
  sessions: [{ session: order.id, revision, person, running, grants: [] }],
})

before(async () => {
  host = await testHost()
  await host.startAgent()
  await sign(1, city('control, clipboard-in'))
  host.desire([order], { policy: policy(1) })
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(() => host.close())

async function sign(number: number, files: ConfigurationFile[], asNumber = number): Promise<void> {
  const publishedAt = new Date().toISOString()
  const signature = await signRevision({ revision: asNumber, publishedAt, files }, pair.privateKey, 'r')
  host.server.sign(host.name, { type: 'revision', number, signature, files })
}

const office = { client: '10.1.2.3', secondFactor: true }
const everything: Right[] = ['control', 'clipboard-in', 'clipboard-out']

async function viewer(more: object = office): Promise<TestViewer> {
  const opened = testViewer(await host.connect(await host.ticket(order, everything, more)))
  await handshake(opened)
  opened.send(setEncodings([0, -312]))
  await roundTrip(opened)
  return opened
}

/** A Fence that wants an answer: when it is there, all that was sent before it has been dealt with. */
async function roundTrip(by: TestViewer): Promise<Buffer> {
  const mark = randomUUID()
  by.send([248, 0, 0, 0, 0x80, 0, 0, 0, mark.length], mark)
  return by.until((received) => received.includes(mark))
}

/** What is copied inside reaches an old viewer, or a hostile one that asks for it, only with the right. */
async function leaks(by: TestViewer): Promise<boolean> {
  const secret = `secret-${randomUUID()}`
  await host.inSession(order, ['sh', '-c', 'xclip -selection clipboard -i >/dev/null'], secret)
  by.send(setEncodings([0, -312, extendedClipboard]), [6, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 0x02, 0, 0, 1])
  const notice = Buffer.from([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xfc, 0x08, 0, 0, 1])
  const received = await by.until((bytes) => bytes.includes(notice) || bytes.includes(secret))
  return received.includes(secret) || (await roundTrip(by)).includes(secret)
}

test('a ticket that gives more than the signed revision does not get it', async () => {
  assert.equal(await leaks(await viewer()), false)
})

test('from where the revision lets nobody in, the best ticket opens nothing', async () => {
  const refused = async (more: object) =>
    testViewer(await host.connect(await host.ticket(order, everything, more))).closed
  assert.equal(
    await refused({ client: '203.0.113.9', secondFactor: true, listener: 'outside' }),
    ConnectionClose.accessWithdrawn,
  )
  assert.equal(await refused({ client: '203.0.113.9', secondFactor: true }), ConnectionClose.accessWithdrawn)
  assert.equal(await refused({}), ConnectionClose.accessWithdrawn, 'a ticket that does not say whence')
})

test('a revision that gives more counts in the running connection, and one that takes it again as well', async () => {
  const open = await viewer()
  await sign(2, city('control, clipboard-in, clipboard-out'))
  await told(2)
  const secret = `open-${randomUUID()}`
  await host.inSession(order, ['sh', '-c', 'xclip -selection clipboard -i >/dev/null'], secret)
  await open.until((received) => received.includes(secret))
  await sign(3, city('control'))
  await told(3)
  // A viewer without the extended clipboard is asked to come again rather than told half of it.
  assert.equal(await open.closed, ConnectionClose.sessionUnreachable)
  assert.equal(await leaks(await viewer()), false)
})

test('a tampered revision is refused, and the last good one holds', async () => {
  await sign(4, city('control, clipboard-out'), 3)
  host.server.sign(host.name, {
    type: 'revision',
    number: 5,
    signature: 'e30.e30.e30',
    files: city('control, clipboard-out'),
  })
  for (const number of [4, 5]) {
    await told(number)
    assert.equal(await leaks(await viewer()), false)
  }
})

test('a denied program that was approved starts within seconds, and no more when it is taken back', async () => {
  const perl = () => host.inSession(order, ['sh', '-c', 'perl -e "print 40 + 2" 2>/dev/null || echo refused'])
  const base = policy(3)
  assert.equal((await perl()).trim(), 'refused')
  const grant = {
    id: randomUUID(),
    person: order.person.id,
    workspace: 'soziales',
    session: order.id,
    programs: { packages: ['perl-base'], paths: [] },
    until: new Date(Date.now() + 600_000).toISOString(),
  }
  const signed = await signGrant(grant, pair.privateKey, 'r')
  const [session] = base.sessions
  assert.ok(session)
  host.desire([order], { policy: { ...base, sessions: [{ ...session, grants: [signed] }] } })
  await eventually('perl starts', perl, (said) => said.trim() === '42')
  host.desire([order], { policy: base })
  await eventually('perl is refused again', perl, (said) => said.trim() === 'refused')
})

test('with the server away a restarted host exceeds the last signed revision in nothing', async () => {
  await told(3)
  await host.server.close()
  const state = join(host.directory, 'state')
  const desired = JSON.parse(await readFile(join(state, 'desired.json'), 'utf8'))
  // Somebody wants a session of another workspace, and one with an app that the workspace has not.
  const foreign = [
    { ...testOrder(), person: order.person, target: { workspace: 'finanzen', app: null } },
    { ...order, id: randomUUID(), apps: [...order.apps, { ...order.apps[0], id: 'terminal' }] },
  ]
  desired.sessions.push(...foreign)
  desired.policy.sessions.push(...foreign.map(({ id }) => ({ session: id, revision: 3, person })))
  await writeFile(join(state, 'desired.json'), JSON.stringify(desired))
  await host.startAgent()
  assert.equal(await leaks(await viewer()), false)
  const started = await readdir(join(state, 'sessions'))
  assert.deepEqual(started, [`${order.id}.json`])

  // And now the revision itself is rewritten on the disk: nothing is let through at all.
  const path = join(state, 'revisions/3.json')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('rights: [control]', 'rights: [control, clipboard-out]'))
  await host.startAgent()
  const refused = testViewer(await host.connect(await host.ticket(order, everything, office)))
  assert.equal(await refused.closed, ConnectionClose.accessWithdrawn)
})

/** Says it to the agent and waits until it counts: the report names a package that was asked for along with it. */
async function told(revision: number): Promise<void> {
  const name = `asked-${randomUUID()}`
  host.desire([order], { policy: policy(revision), packages: [name] })
  await host.server.reported(host.name, ({ packages }) => name in packages)
}
