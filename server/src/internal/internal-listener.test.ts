import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { enrolmentPath } from '@nahtlos/contract/enrolment'
import { agentLinkPath, gatewayKeysPath, listenerHeader, renewalPath } from '@nahtlos/contract/host/link'
import { vaultPrefix } from '@nahtlos/contract/host/vault'
import { makeKeyWithRequest } from '@nahtlos/identity/certificate-request'
import { enrol } from '@nahtlos/identity/enrol'
import { parseEnrolmentToken } from '@nahtlos/identity/enrolment-token'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'
import { WebSocket } from 'ws'
import { openAuthority } from '../authority/authority.ts'
import { revokedCertificates } from '../enrolment/machines.ts'
import { askAs, GatewayBrowser, readAnswer } from '../testing/gateway-browser.ts'
import { enrolled, type MachineServer, machineServer, publish, signedIn, tokenFor } from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'

describe('the doors for machines', () => {
  const opened = new AsyncDisposableStack()
  let directory: string
  let server: MachineServer
  let gateway: Identity
  let agent: Identity
  let administrator: GatewayBrowser

  before(async () => {
    directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory))
    await publish(server)
    const token = join(server.services.server.state, 'first-gateway.token')
    assert.equal((await stat(token)).mode & 0o777, 0o600)
    gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    const { token: cookie } = await signedIn(server, ['administrator'])
    administrator = new GatewayBrowser(gateway, server.addresses.internalAddress, cookie, 'office')
    agent = await enrolled(server, administrator, 'agent', 'host-a', directory)
  })
  after(() => opened.disposeAsync())

  const ask = async (identity: Identity, path: string, options = {}) =>
    readAnswer(await askAs(identity, server.addresses.internalAddress, path, options))

  it('gives a machine the role and name of its token, and records the host', async () => {
    assert.deepEqual([agent.role, agent.name], ['agent', 'host-a'])
    const hosts = await administrator.ask('GET', '/api/administration/hosts')
    assert.deepEqual(
      hosts.body.map((host: { id: string; address: string; state: string }) => [host.id, host.address, host.state]),
      [['host-a', '127.0.0.1:7084', 'never-seen']],
    )
  })

  it('takes a token once, even from two machines at once, and never after an hour', async () => {
    const token = parseEnrolmentToken(await tokenFor(server, administrator, 'agent', 'host-b'))
    const order = { token, names: [], address: '127.0.0.1:7085' }
    const both = await Promise.allSettled(
      ['one', 'two'].map((name) => enrol({ ...order, directory: join(directory, name) })),
    )
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    const late = parseEnrolmentToken(await tokenFor(server, administrator, 'agent', 'host-c'))
    await server.services.database
      .updateTable('enrolment_token')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('name', '=', 'host-c')
      .execute()
    await assert.rejects(enrol({ ...order, token: late, directory: join(directory, 'late') }))
  })

  it('gives nothing of the machines to what a gateway forwards for a browser', async () => {
    for (const path of [renewalPath, gatewayKeysPath]) {
      const forwarded = await ask(gateway, path, { method: 'POST', headers: { [listenerHeader]: 'office' } })
      assert.equal(forwarded.status, 404, path)
    }
    assert.equal((await ask(gateway, gatewayKeysPath)).status, 200)
  })

  it('lets no gateway speak for a listener that it was not enrolled for', async () => {
    const dmz = await enrolled(server, administrator, 'gateway', 'dmz', directory, ['outside'])
    const { token } = await signedIn(server)
    const by = (identity: Identity, listener: 'office' | 'outside') =>
      new GatewayBrowser(identity, server.addresses.internalAddress, token, listener).ask('GET', '/api/start')
    assert.equal((await by(dmz, 'outside')).status, 200)
    const refused = await by(dmz, 'office')
    assert.deepEqual([refused.status, refused.body.code], [403, 'foreign-listener'])
    assert.equal((await by(gateway, 'office')).status, 200)
    for (const headers of [{}, { [listenerHeader]: 'outside, office' }, { [listenerHeader]: '' }])
      assert.equal((await ask(dmz, '/api/start', { headers })).status, 403, JSON.stringify(headers))

    const machines = await administrator.ask('GET', '/api/administration/machines')
    const known = machines.body.find((each: { name: string }) => each.name === 'dmz')
    assert.deepEqual(known.listeners, ['outside'])
  })

  it('binds a gateway to listeners when its token is made, and a host to none', async () => {
    const make = (body: object) => administrator.ask('POST', '/api/administration/enrolments', body)
    assert.equal((await make({ role: 'gateway', name: 'bare' })).status, 400)
    assert.equal((await make({ role: 'gateway', name: 'bare', listeners: [] })).status, 400)
    assert.equal((await make({ role: 'agent', name: 'host-x', listeners: ['office'] })).status, 400)
    assert.equal((await make({ role: 'gateway', name: 'bare', listeners: ['outside'] })).status, 201)
  })

  it('gives a gateway that is enrolled anew the listeners of its new token, and none of the former ones', async () => {
    const former = await enrolled(server, administrator, 'gateway', 'moves', join(directory, 'former'), ['outside'])
    const present = await enrolled(server, administrator, 'gateway', 'moves', join(directory, 'present'), ['office'])
    const { token } = await signedIn(server)
    const by = (identity: Identity, listener: 'office' | 'outside') =>
      new GatewayBrowser(identity, server.addresses.internalAddress, token, listener).ask('GET', '/api/start')
    assert.equal((await by(present, 'outside')).status, 403)
    assert.equal((await by(present, 'office')).status, 200)
    assert.equal((await by(former, 'outside')).status, 403)
  })

  it('keeps the token good where only the request was bad', async () => {
    const { secret } = parseEnrolmentToken(await tokenFor(server, administrator, 'agent', 'host-d'))
    const { request: good } = await makeKeyWithRequest()
    const send = (body: unknown) => post(server.addresses.enrolmentAddress, enrolmentPath, body)
    assert.equal((await send({ secret, request: 'no', names: [], address: 'a:1' })).status, 400)
    assert.equal((await send({ secret, request: good, names: ['a b'], address: 'a:1' })).status, 400)
    assert.equal((await send({ secret, request: good, names: [], address: null })).status, 400)
    assert.equal((await send({ secret: 'x'.repeat(43), request: good, names: [], address: 'a:1' })).status, 403)
    assert.equal((await send({ secret, request: 'x'.repeat(20_000), names: [], address: 'a:1' })).status, 413)
    assert.equal((await send({ secret, request: good, names: [], address: 'a:1' })).status, 200)
    assert.equal((await send({ secret, request: good, names: [], address: 'a:1' })).status, 403)
  })

  it('has nothing but enrolment on the door without certificates, and little patience there', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => post(server.addresses.enrolmentAddress, '/api/start', {})),
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))].toSorted(), [404, 429])
  })

  it('keeps gateways and agents apart', async () => {
    assert.equal((await administrator.ask('GET', '/api/ping')).status, 204)
    assert.equal((await ask(gateway, gatewayKeysPath)).body.keys[0].crv, 'Ed25519')
    assert.equal((await ask(agent, gatewayKeysPath)).status, 404)
    assert.equal((await ask(agent, '/healthz')).status, 404)
    assert.equal((await ask(agent, '/api/start')).status, 404)
    for (const path of [`${vaultPrefix}/x/missing`, agentLinkPath, '/agent', '/api/../agent/link', '/agent%2flink'])
      assert.equal((await administrator.ask('GET', path)).status, 404, path)
  })

  it('lets no gateway open an agent link', async () => {
    const { key, cert, ca } = clientTlsOptions(gateway, 'server')
    const socket = new WebSocket(`wss://${server.addresses.internalAddress}${agentLinkPath}`, { key, cert, ca })
    const [error] = (await once(socket, 'error')) as [Error]
    assert.match(error.message, /403/)
  })

  it('lets nobody in without a certificate of our authority', async () => {
    const foreign = await openAuthority(join(directory, 'foreign'))
    const { key, certificate } = await foreign.issue('gateway', 'gateway', [])
    const bare = { ...parseAddress(server.addresses.internalAddress), rejectUnauthorized: false, agent: false } as const
    for (const tls of [{}, { key, cert: certificate }]) {
      const asked = request({ ...bare, ...tls, path: '/healthz' }).end()
      await assert.rejects(once(asked, 'response'))
    }
  })

  it('renews a certificate for the same role and name, and refuses one that was revoked', async () => {
    const { request: wish } = await makeKeyWithRequest()
    const renew = () =>
      ask(agent, renewalPath, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ request: wish, names: ['127.0.0.1'], address: '127.0.0.1:7099' }),
      })
    const first = await renew()
    assert.deepEqual([first.status, first.body.role, first.body.name], [200, 'agent', 'host-a'])
    const row = await server.services.database
      .selectFrom('host')
      .select('address')
      .where('id', '=', 'host-a')
      .executeTakeFirst()
    assert.equal(row?.address, '127.0.0.1:7099')
    // The answer may have been lost: the former certificate is good until the new one is taken up.
    assert.equal((await renew()).status, 200)
    // The present certificate is the renewed one's predecessor until that one is taken up, and is admitted.
    const { key, cert, ca } = clientTlsOptions(agent, 'server')
    const socket = new WebSocket(`wss://${server.addresses.internalAddress}${agentLinkPath}`, { key, cert, ca })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    const path = '/api/administration/machines/agent/host-a/revocation'
    assert.equal((await administrator.ask('POST', path, { reason: '' })).status, 400)
    const revoked = await administrator.ask('POST', path, { reason: 'stolen from the rack' })
    assert.deepEqual([revoked.status, revoked.body.name], [200, 'host-a'])
    await closed
    const machines = await administrator.ask('GET', '/api/administration/machines')
    const locked = machines.body.filter((machine: { revokedAt: string | null }) => machine.revokedAt !== null)
    assert.deepEqual(
      locked.map((machine: { name: string }) => machine.name),
      ['host-a'],
    )
    assert.ok(machines.body.length > 2)
    const refusedByHosts = await revokedCertificates(server.services.database, new Date())
    for (const serial of await serialsOf(server, 'host-a')) assert.ok(refusedByHosts.includes(serial ?? ''))
    assert.equal((await administrator.ask('POST', path.replace('host-a', 'host-x'), { reason: 'x' })).status, 404)
    assert.equal((await renew()).status, 403)
    assert.equal((await ask(agent, `${vaultPrefix}/x/missing`)).status, 403)
  })

  it('keeps neither secrets of tokens nor private keys in clear', async () => {
    const { secret } = parseEnrolmentToken(await tokenFor(server, administrator, 'agent', 'host-e'))
    const tokens = await server.services.database.selectFrom('enrolment_token').selectAll().execute()
    assert.ok(!JSON.stringify(tokens).includes(secret))
    const keys = await server.services.database.selectFrom('ticket_key').selectAll().execute()
    assert.ok(keys.every((key) => !key.private_key.toString('latin1').includes('PRIVATE KEY')))
    await assert.rejects(readFile(join(server.services.server.state, 'first-gateway.token')))
  })
})

async function serialsOf(server: MachineServer, name: string): Promise<(string | null)[]> {
  const row = await server.services.database
    .selectFrom('machine')
    .select(['serial', 'previous_serial'])
    .where('name', '=', name)
    .executeTakeFirst()
  return [row?.serial ?? null, row?.previous_serial ?? null].toSorted()
}

async function post(address: string, path: string, body: unknown) {
  const asked = request({
    ...parseAddress(address),
    rejectUnauthorized: false,
    agent: false,
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  asked.end(JSON.stringify(body))
  const [response] = await once(asked, 'response')
  return readAnswer(response)
}
