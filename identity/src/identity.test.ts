import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { connect, createServer as createTlsServer, type Server, type TLSSocket } from 'node:tls'
import { type Enrolled, type EnrolmentToken, identityUri, type Role } from '@nahtlos/contract/enrolment'
import { renewalPath } from '@nahtlos/contract/host/link'
import { enrol, fingerprintOf } from './enrol.ts'
import { formatEnrolmentToken, parseEnrolmentToken } from './enrolment-token.ts'
import { loadIdentity } from './identity.ts'
import { IdentityError, type IdentityErrorReason } from './identity-error.ts'
import { clientTlsOptions, serverTlsOptions } from './mutual-tls.ts'
import { type PeerVerdict, peerOf } from './peer.ts'
import { isRenewalDue, keepIdentity } from './renewal.ts'
import { makeTestAuthority, type TestAuthority } from './testing/authority.ts'

let directory: string
let authority: TestAuthority
let foreign: TestAuthority
const opened: { close(): unknown }[] = []

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nahtlos-identity-'))
  authority = await makeTestAuthority(join(directory, 'own'))
  foreign = await makeTestAuthority(join(directory, 'foreign'))
})
after(async () => {
  for (const server of opened) server.close()
  await rm(directory, { recursive: true })
})

const because = (reason: IdentityErrorReason) => (error: unknown) =>
  error instanceof IdentityError && error.reason === reason

async function listening(server: Server): Promise<number> {
  opened.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

type Answer = (body: { request: string }, path: string) => Promise<Enrolled | number>

/** A server that enrols, with whatever certificate the test wants; counts what arrives. */
async function enrolmentServer(identityDirectory: string, answer: Answer, requestCert = false) {
  const identity = await loadIdentity(identityDirectory)
  const bodies: string[] = []
  const server = createServer(
    { ...serverTlsOptions(identity), requestCert },
    (request: IncomingMessage, response: ServerResponse) => {
      const done = async () => {
        const body = await text(request)
        bodies.push(body)
        const given = await answer(JSON.parse(body), request.url ?? '')
        response.writeHead(typeof given === 'number' ? given : 200)
        response.end(JSON.stringify(typeof given === 'number' ? {} : given))
      }
      done().catch((error: Error) => response.destroy(error))
    },
  )
  const port = await listening(server)
  return { address: `127.0.0.1:${port}`, bodies }
}

const token = (address: string, fingerprint = authority.fingerprint): EnrolmentToken => ({
  address,
  authority: fingerprint,
  secret: 'A'.repeat(43),
})

const enrolsAs =
  (role: Role, name: string): Answer =>
  async ({ request }) => ({
    role,
    name,
    certificate: await authority.sign(request, { role, name }),
    authority: authority.authorityPem,
    server: '127.0.0.1:7082',
  })

let counter = 0
const order = (given: EnrolmentToken) => ({
  token: given,
  directory: join(directory, `enrolled-${++counter}`),
  names: ['host-a.local'],
  address: 'host-a.local:7084',
})

describe('enrolment token', () => {
  it('reads what it wrote, also with the line breaks of a mail', () => {
    const written = formatEnrolmentToken(token('server:7083'))
    assert.deepEqual(parseEnrolmentToken(`  ${written.slice(0, 70)}\n${written.slice(70)}\n`), token('server:7083'))
  })

  it('refuses what is cut off, of another kind, or nonsense', () => {
    const written = formatEnrolmentToken(token('server:7083'))
    for (const bad of [
      '',
      'x',
      written.slice(0, -9),
      written.slice(3),
      'nahtlos-enrolment.e30',
      'nahtlos-enrolment.%%',
    ])
      assert.throws(() => parseEnrolmentToken(bad), because('token-malformed'))
  })
})

describe('enrolment', () => {
  it('ends with an identity on disk whose key only its owner reads', async () => {
    const server = await enrolmentServer(await authority.issue('server', 'server'), enrolsAs('agent', 'host-a'))
    const asked = order(token(server.address))
    const identity = await enrol(asked)
    assert.deepEqual([identity.role, identity.name, identity.server], ['agent', 'host-a', '127.0.0.1:7082'])
    assert.deepEqual(await loadIdentity(asked.directory), identity)
    assert.equal((await stat(join(asked.directory, 'key.pem'))).mode & 0o777, 0o600)
    assert.deepEqual((await readdir(asked.directory)).sort(), [
      'authority.pem',
      'certificate.pem',
      'identity.json',
      'key.pem',
    ])
  })

  it('sends no secret to a server of another authority', async () => {
    const server = await enrolmentServer(await foreign.issue('server', 'server'), enrolsAs('agent', 'host-a'))
    await assert.rejects(enrol(order(token(server.address))), because('wrong-authority'))
    assert.deepEqual(server.bodies, [])
  })

  it('sends no secret to a stranger who shows a chain with the pinned authority in it', async () => {
    const stranger = await loadIdentity(await foreign.issue('server', 'server'))
    let bytes = 0
    const server = createTlsServer(
      { key: stranger.key, cert: `${stranger.certificate}\n${authority.authorityPem}` },
      (socket) => socket.on('data', (chunk) => (bytes += chunk.length)).on('error', () => socket.destroy()),
    )
    const port = await listening(server)
    await assert.rejects(enrol(order(token(`127.0.0.1:${port}`))), IdentityError)
    assert.equal(bytes, 0)
  })

  it('sends no secret to an enrolled machine that poses as the server', async () => {
    const server = await enrolmentServer(await authority.issue('agent', 'host-b'), enrolsAs('agent', 'host-a'))
    await assert.rejects(enrol(order(token(server.address))), because('unreachable'))
    assert.deepEqual(server.bodies, [])
  })

  it('refuses answers that do not fit: other key, other name, other authority, nonsense', async () => {
    const other = await loadIdentity(await authority.issue('agent', 'host-a'))
    const honest = enrolsAs('agent', 'host-a')
    const answers: [Answer, IdentityErrorReason][] = [
      [async (body, path) => Object.assign(await honest(body, path), { certificate: other.certificate }), 'damaged'],
      [async (body, path) => Object.assign(await honest(body, path), { name: 'host-b' }), 'damaged'],
      [async (body, path) => Object.assign(await honest(body, path), { authority: foreign.authorityPem }), 'damaged'],
      [
        async ({ request }) => ({
          role: 'agent',
          name: 'host-a',
          certificate: await foreign.sign(request, { role: 'agent', name: 'host-a' }),
          authority: foreign.authorityPem,
          server: '127.0.0.1:1',
        }),
        'wrong-authority',
      ],
      [async (body, path) => Object.assign(await honest(body, path), { role: 'king' }), 'bad-answer'],
      [async () => 403, 'refused'],
    ]
    for (const [answer, reason] of answers) {
      const server = await enrolmentServer(await authority.issue('server', 'server'), answer)
      const asked = order(token(server.address))
      await assert.rejects(enrol(asked), because(reason))
      await assert.rejects(loadIdentity(asked.directory), because('not-enrolled'))
    }
  })
})

describe('identity on disk', () => {
  it('survives a crash between the two renames of a renewal', async () => {
    const own = await authority.issue('agent', 'host-a')
    const before = await loadIdentity(own)
    await rename(join(own, 'key.pem'), join(own, 'key.next.pem'))
    await writeFile(join(own, 'key.pem'), (await loadIdentity(await authority.issue('agent', 'host-a'))).key)
    assert.deepEqual(await loadIdentity(own), before)
    assert.equal((await readdir(own)).includes('key.next.pem'), false)
  })

  it('is refused where its parts contradict each other', async () => {
    const own = await authority.issue('agent', 'host-a')
    await writeFile(join(own, 'authority.pem'), foreign.authorityPem)
    await assert.rejects(loadIdentity(own), because('damaged'))
    const another = await authority.issue('agent', 'host-a')
    await writeFile(join(another, 'identity.json'), '{"role":"server"}')
    await assert.rejects(loadIdentity(another), because('damaged'))
  })
})

describe('mutual TLS', () => {
  /** What the server thought of the client, or why the client did not want the server. */
  async function meet(serverDirectory: string, clientDirectory: string, expected: string, roles: Role[]) {
    const verdicts: (PeerVerdict | 'refused')[] = []
    const server = createTlsServer(serverTlsOptions(await loadIdentity(serverDirectory)), (socket) => {
      verdicts.push(peerOf(socket, roles))
      socket.on('error', () => socket.destroy()).end('x')
    })
    server.on('tlsClientError', () => verdicts.push('refused'))
    const port = await listening(server)
    const options = clientTlsOptions(await loadIdentity(clientDirectory), expected)
    const socket: TLSSocket = connect({ ...options, host: '127.0.0.1', port })
    socket.resume()
    const { promise, resolve } = Promise.withResolvers<string>()
    socket.on('error', (error) => resolve(error.message))
    socket.on('close', () => resolve('met'))
    const client = await promise
    await Promise.all([once(server.close(), 'close')])
    return { client, verdicts }
  }
  const hostA = identityUri('agent', 'host-a')

  it('joins gateway and agent', async () => {
    const gateway = await authority.issue('gateway', 'g')
    const met = await meet(await authority.issue('agent', 'host-a'), gateway, hostA, ['gateway'])
    const serial = new X509Certificate((await loadIdentity(gateway)).certificate).serialNumber.toLowerCase()
    assert.deepEqual(met, { client: 'met', verdicts: [{ ok: true, peer: { role: 'gateway', name: 'g', serial } }] })
  })

  it('refuses a machine of another name, even at the right address', async () => {
    const met = await meet(
      await authority.issue('agent', 'host-b', ['127.0.0.1']),
      await authority.issue('gateway', 'g'),
      hostA,
      ['gateway'],
    )
    assert.match(met.client, /is not nahtlos:agent:host-a/)
  })

  it('refuses a machine of another authority, in both directions', async () => {
    const strangeServer = await meet(
      await foreign.issue('agent', 'host-a'),
      await authority.issue('gateway', 'g'),
      hostA,
      ['gateway'],
    )
    assert.match(strangeServer.client, /self-signed|unable to/)
    const strangeClient = await meet(
      await authority.issue('agent', 'host-a'),
      await foreign.issue('gateway', 'g'),
      hostA,
      ['gateway'],
    )
    assert.deepEqual(
      strangeClient.verdicts.filter((verdict) => verdict !== 'refused'),
      [],
    )
  })

  it('refuses a lapsed certificate and a wrong role', async () => {
    const lapsed = await authority.issue('gateway', 'g', [], { until: new Date(Date.now() - 1000) })
    const late = await meet(await authority.issue('agent', 'host-a'), lapsed, hostA, ['gateway'])
    assert.deepEqual(late.verdicts, ['refused'])
    const wrong = await meet(
      await authority.issue('agent', 'host-a'),
      await authority.issue('agent', 'host-b'),
      hostA,
      ['gateway'],
    )
    assert.deepEqual(wrong.verdicts, [{ ok: false, refusal: 'wrong-role' }])
  })
})

describe('renewal', () => {
  it('is due when two thirds of the lifetime are gone', () => {
    const life = { from: new Date(0), until: new Date(30_000) }
    assert.equal(isRenewalDue(life, new Date(19_999)), false)
    assert.equal(isRenewalDue(life, new Date(20_000)), true)
  })

  it('takes a new key over mutual TLS, replaces the files and tells it once', async () => {
    const server = await enrolmentServer(
      await authority.issue('server', 'server'),
      (body, path) => (path === renewalPath ? enrolsAs('gateway', 'g')(body, path) : Promise.resolve(404)),
      true,
    )
    const own = await authority.issue('gateway', 'g', ['g.local'], { server: server.address })
    let now = new Date()
    const kept = keepIdentity(await loadIdentity(own), () => now)
    opened.push(kept)
    const renewed: string[] = []
    kept.on('renewed', (identity) => renewed.push(identity.certificate))
    const old = kept.present()
    assert.equal(await kept.renewIfDue(), false)
    now = new Date(old.until.getTime() - 86_400_000)
    assert.deepEqual(await Promise.all([kept.renewIfDue(), kept.renewIfDue()]), [true, true])
    assert.equal(renewed.length, 1)
    assert.notEqual(kept.present().key, old.key)
    assert.equal((await loadIdentity(own)).key, kept.present().key)
    assert.equal(fingerprintOf(kept.present().authority), authority.fingerprint)
  })

  it('keeps the old identity where the server refuses', async () => {
    const server = await enrolmentServer(await authority.issue('server', 'server'), () => Promise.resolve(403), true)
    const own = await authority.issue('gateway', 'g', [], { server: server.address })
    const before = await loadIdentity(own)
    const kept = keepIdentity(before, () => before.until)
    opened.push(kept)
    await assert.rejects(kept.renewIfDue(), because('refused'))
    assert.deepEqual(await loadIdentity(own), before)
  })
})
