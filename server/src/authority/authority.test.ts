import assert from 'node:assert/strict'
import { X509Certificate as NodeCertificate, webcrypto } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { Pkcs10CertificateRequestGenerator } from '@nahtlos/identity/certificate-library'
import { identityOf, type Peer } from '@nahtlos/identity/peer'
import { type Authority, issueWebCertificate, openAuthority } from './authority.ts'
import { CertificateNameError, machineLifetime } from './certificate.ts'
import { CertificateRequestError } from './certificate-request.ts'
import { peerIdentity } from './peer-identity.ts'
import { signatureAlgorithm } from './root.ts'
import { keepServerCertificate } from './server-certificate.ts'

const start = new Date()
let directory: string
let authority: Authority

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'nahtlos-authority-'))
  authority = await openAuthority(directory, () => start)
})
after(() => rm(directory, { recursive: true }))

async function request(algorithm: object = signatureAlgorithm, name = 'CN=server'): Promise<string> {
  const keys = (await webcrypto.subtle.generateKey(algorithm as webcrypto.EcKeyGenParams, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const made = await Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: algorithm as webcrypto.EcdsaParams,
  })
  return made.toString('pem')
}

describe('authority', () => {
  it('keeps its root over restarts, readable by its owner alone, even when two open it at once', async () => {
    const fresh = join(directory, 'twice')
    const [one, two] = await Promise.all([openAuthority(fresh), openAuthority(fresh)])
    assert.equal(one.fingerprint, two.fingerprint)
    assert.equal((await openAuthority(fresh)).fingerprint, one.fingerprint)
    assert.equal((await stat(join(fresh, 'machines.secret.pem'))).mode & 0o777, 0o600)
  })

  it('gives role and name of the token, whatever the request asks for', async () => {
    const issued = await authority.sign('agent', 'host-a', ['host-a.local', '127.0.0.1', '::1'], await request())
    const certificate = new NodeCertificate(issued.certificate)
    assert.deepEqual(identityOf(certificate), { role: 'agent', name: 'host-a', serial: issued.serial })
    assert.equal(certificate.subject, 'CN=host-a')
    assert.ok(certificate.checkIssued(new NodeCertificate(authority.certificate)))
    assert.ok(certificate.verify(new NodeCertificate(authority.certificate).publicKey))
    assert.equal(certificate.checkHost('host-a.local'), 'host-a.local')
    assert.equal(certificate.checkIP('::1'), '::1')
    assert.equal(certificate.ca, false)
    assert.match(issued.serial, /^[0-9a-f]{32}$/)
    assert.ok(certificate.validFromDate < start)
    assert.equal(certificate.validToDate.getTime(), Math.floor((start.getTime() + machineLifetime) / 1000) * 1000)
  })

  it('refuses requests that are broken, signed by another key, or of another kind of key', async () => {
    await assert.rejects(authority.sign('agent', 'host-a', [], 'nonsense'), CertificateRequestError)
    const other = await request({ name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' })
    await assert.rejects(authority.sign('agent', 'host-a', [], other), /P-256/)
    const der = Buffer.from((await request()).replace(/-----[^-]+-----/g, ''), 'base64')
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1
    await assert.rejects(authority.sign('agent', 'host-a', [], der.toString('base64')), CertificateRequestError)
  })

  it('refuses names that are no names', async () => {
    for (const name of ['a b', '*.local', 'x,URI:nahtlos:server:server', '', '-a', 'a..b', 'http://x'])
      await assert.rejects(authority.sign('agent', 'host-a', [name], await request()), CertificateNameError)
  })

  it('signs web certificates with another root than machines', async () => {
    const web = await issueWebCertificate(directory, ['10.0.0.7', 'amt.example'])
    const certificate = new NodeCertificate(web.certificate)
    assert.ok(certificate.verify(new NodeCertificate(web.authority).publicKey))
    assert.equal(certificate.verify(new NodeCertificate(authority.certificate).publicKey), false)
    assert.equal(certificate.checkIP('10.0.0.7'), '10.0.0.7')
    assert.equal(identityOf(certificate), null)
  })

  it('renews the certificate of a running server', async () => {
    let now = start
    const kept = await keepServerCertificate(
      await openAuthority(directory, () => now),
      ['127.0.0.1'],
      (error) => assert.fail(String(error)),
      () => now,
    )
    const agent = await authority.issue('agent', 'host-a', [])
    const identities: (Peer | null)[] = []
    const server = createServer(
      {
        key: kept.present().key,
        cert: kept.present().certificate,
        ca: authority.certificate,
        requestCert: true,
        minVersion: 'TLSv1.3',
      },
      (socket) => {
        identities.push(peerIdentity(socket))
        socket.end('x')
      },
    )
    kept.bear(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const serialSeen = async () => {
      const socket: TLSSocket = connect({
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
        ca: authority.certificate,
        key: agent.key,
        cert: agent.certificate,
        // The second certificate begins in a future that this machine's clock has not reached.
        rejectUnauthorized: now === start,
      })
      await once(socket, 'secureConnect')
      const certificate = socket.getPeerX509Certificate()
      socket.resume()
      await once(socket, 'close')
      return certificate === undefined ? undefined : identityOf(certificate)?.serial
    }
    try {
      const first = await serialSeen()
      assert.equal(first, kept.present().serial)
      assert.equal(await kept.renewIfDue(), false)
      now = new Date(start.getTime() + machineLifetime * 0.7)
      assert.equal(await kept.renewIfDue(), true)
      assert.notEqual(kept.present().serial, first)
      assert.equal(await serialSeen(), kept.present().serial)
      assert.deepEqual(identities[0], { role: 'agent', name: 'host-a', serial: agent.serial })
    } finally {
      kept.close()
      server.close()
    }
  })
})
