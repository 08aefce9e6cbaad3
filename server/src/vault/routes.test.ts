import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { chunkMaximum, type Snapshot, vaultPrefix } from '@nahtlos/contract/host/vault'
import type { Identity } from '@nahtlos/identity/identity'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { askAs, GatewayBrowser, readAnswer } from '../testing/gateway-browser.ts'
import type { LinkAgent } from '../testing/link-agent.ts'
import { enrolled, linked, type MachineServer, machineServer, publish, signedIn } from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { afterSession } from './may-touch.ts'

describe('the vault on the internal listener', () => {
  const opened = new AsyncDisposableStack()
  let server: MachineServer
  let host: Identity
  let foreign: Identity
  let link: LinkAgent
  let person: string
  let session: string

  before(async () => {
    const directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory))
    await publish(server)
    const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    const browser = (token: string) => new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
    const administrator = browser((await signedIn(server, ['administrator'])).token)
    host = await enrolled(server, administrator, 'agent', 'host-a', directory)
    foreign = await enrolled(server, administrator, 'agent', 'host-b', directory)
    link = await linked(host)
    const user = await signedIn(server)
    person = user.id
    const { body } = await browser(user.token).ask('POST', '/api/sessions', { workspace: 'soziales', app: null })
    session = body.id
    await link.has(session)
  })
  after(() => opened.disposeAsync())

  async function ask(identity: Identity, method: string, path: string, body?: unknown) {
    const raw = Buffer.isBuffer(body)
    const answer = await askAs(identity, server.addresses.internalAddress, `${vaultPrefix}/${person}/${path}`, {
      method,
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      headers: body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' },
    })
    return readAnswer(answer)
  }

  const put = (bytes: Buffer, id = chunkId(bytes)) => ask(host, 'PUT', `chunks/${id}`, bytes)

  function snapshotOf(chunks: string[], more: Partial<Snapshot> = {}) {
    return canonicalSnapshot({
      version: 1,
      template: 'xfce',
      parent: null,
      host: 'host-a',
      takenAt: '2026-03-02T08:00:00.000Z',
      entries: chunks.map((chunk, index) => ({
        type: 'file',
        path: `.config/${index}`,
        mode: 0o600,
        size: 1,
        modified: 0,
        chunks: [chunk],
      })),
      ...more,
    })
  }

  it('keeps chunks byte for byte, and says which it lacks', async () => {
    const bytes = Buffer.from('ä settings file')
    const id = chunkId(bytes)
    assert.deepEqual((await ask(host, 'POST', 'missing', [id])).body, [id])
    assert.equal((await put(bytes)).status, 204)
    assert.deepEqual((await ask(host, 'POST', 'missing', [id])).body, [])
    assert.equal((await ask(host, 'GET', `chunks/${id}`)).body, 'ä settings file')
  })

  it('refuses bytes that are not what their name says, are too many, or have no name', async () => {
    assert.equal((await put(Buffer.from('a'), chunkId(Buffer.from('b')))).status, 422)
    assert.equal((await put(randomBytes(chunkMaximum))).status, 204)
    assert.equal((await put(randomBytes(chunkMaximum + 1))).status, 413)
    assert.equal((await put(Buffer.from('a'), '../../secrets')).status, 404)
    assert.equal((await put(Buffer.from('a'), 'A'.repeat(64))).status, 400)
    assert.equal((await ask(host, 'GET', `chunks/${'0'.repeat(64)}`)).status, 404)
  })

  it('moves the head by compare-and-swap: of two at once one wins, and a lost answer may be repeated', async () => {
    const bytes = Buffer.from('one')
    await put(bytes)
    const [a, b] = [snapshotOf([chunkId(bytes)]), snapshotOf([chunkId(bytes)], { takenAt: '2026-03-02T09:00:00.000Z' })]
    await put(a.bytes)
    await put(b.bytes)
    assert.deepEqual((await ask(host, 'GET', 'packages/xfce')).body, { snapshot: null })
    const move = (expected: string | null, next: string) => ask(host, 'POST', 'packages/xfce', { expected, next })
    const both = await Promise.all([move(null, a.id), move(null, b.id)])
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
    const [winner, loser] = both[0]?.status === 200 ? [a, b] : [b, a]
    assert.deepEqual(
      both.map(({ body }) => body.snapshot),
      [winner.id, winner.id],
    )
    assert.equal((await move(null, winner.id)).status, 200)
    assert.deepEqual((await move(winner.id, loser.id)).body, { snapshot: loser.id })
    const history = await server.services.database
      .selectFrom('settings_snapshot')
      .select('snapshot')
      .where('person', '=', person)
      .orderBy('number')
      .execute()
    assert.deepEqual(
      history.map(({ snapshot }) => snapshot),
      [winner.id, loser.id],
    )
  })

  it('never moves the head to what is not whole', async () => {
    const head = (await ask(host, 'GET', 'packages/xfce')).body.snapshot
    const move = (next: string, template = 'xfce') =>
      ask(host, 'POST', `packages/${template}`, { expected: head, next })
    const bytes = Buffer.from('whole')
    await put(bytes)
    const bad = [snapshotOf([chunkId(Buffer.from('never stored'))]), snapshotOf([], { host: 'host-b' })]
    for (const { bytes: snapshot, id } of bad) {
      await put(snapshot)
      assert.equal((await move(id)).status, 400)
    }
    const good = snapshotOf([chunkId(bytes)])
    await put(good.bytes)
    assert.equal((await move(good.id, 'firefox')).status, 400)
    const loose = Buffer.from(`${good.bytes.toString()} `)
    await put(loose)
    for (const next of [chunkId(loose), chunkId(bytes), '0'.repeat(64)]) assert.equal((await move(next)).status, 400)
    assert.equal((await ask(host, 'GET', 'packages/xfce')).body.snapshot, head)
  })

  it('lets no host touch a person who has no session on it', async () => {
    const bytes = Buffer.from('ä settings file')
    for (const [method, path, body] of [
      ['GET', 'packages/xfce', undefined],
      ['POST', 'packages/xfce', { expected: null, next: chunkId(bytes) }],
      ['POST', 'missing', [chunkId(bytes)]],
      ['PUT', `chunks/${chunkId(bytes)}`, bytes],
      ['GET', `chunks/${chunkId(bytes)}`, undefined],
    ] as const)
      assert.equal((await ask(foreign, method, path, body)).status, 404, `${method} ${path}`)
  })

  it('closes to the host of a session some minutes after its end', async () => {
    link.say(session, 'failed')
    const { database } = server.services
    const ended = () => database.selectFrom('session').select('state').where('id', '=', session).executeTakeFirst()
    await link.hasNot(session)
    assert.equal((await ended())?.state, 'failed')
    assert.equal((await ask(host, 'GET', 'packages/xfce')).status, 200)
    server.ahead.milliseconds += afterSession + 1000
    assert.equal((await ask(host, 'GET', 'packages/xfce')).status, 404)
  })
})
