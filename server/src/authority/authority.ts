import { createHash, webcrypto } from 'node:crypto'
import type { Role } from '@nahtlos/contract/enrolment'
import { PemConverter, type X509Certificate } from '@nahtlos/identity/certificate-library'
import { signCertificate } from './certificate.ts'
import { publicKeyOfRequest } from './certificate-request.ts'
import { openRoot, type Root, signatureAlgorithm } from './root.ts'

export interface IssuedCertificate {
  /** PEM. */
  readonly certificate: string
  /** Hexadecimal. */
  readonly serial: string
  readonly until: Date
}

export interface CertificateWithKey extends IssuedCertificate {
  /** PKCS #8, PEM. */
  readonly key: string
  /** The certificate and its authority, for a server to show: a machine that knows only the authority's hash finds it there. */
  readonly chain: string
}

/** The product's own certificate authority: it says who is server, gateway and agent. */
export interface Authority {
  /** The certificate that all machines trust, PEM. */
  readonly certificate: string
  /** SHA-256 of it in DER, hexadecimal; an enrolment token carries it. */
  readonly fingerprint: string
  /** Signs for the key of a certificate request; role and name are the caller's decision, never the request's. */
  sign(role: Role, name: string, names: readonly string[], request: string): Promise<IssuedCertificate>
  /** Makes a key and a certificate for this server itself. */
  issue(role: Role, name: string, names: readonly string[]): Promise<CertificateWithKey>
}

export async function openAuthority(directory: string, clock: () => Date = () => new Date()): Promise<Authority> {
  const root = await openRoot(directory, 'machines', 'Nahtlos machines', clock())
  return {
    certificate: root.certificate.toString('pem'),
    fingerprint: createHash('sha256').update(Buffer.from(root.certificate.rawData)).digest('hex'),
    async sign(role, name, names, request) {
      const key = await publicKeyOfRequest(request)
      return issued(await signCertificate(root, { role, name, names }, key, clock()))
    },
    async issue(role, name, names) {
      const { pem, publicKey } = await makeKey()
      return withKey(root, await signCertificate(root, { role, name, names }, publicKey, clock()), pem)
    },
  }
}

/**
 * A certificate for browsers, e.g. for a listener of the gateway where no public authority can be used. It comes
 * from a root of its own: an enrolled machine, whatever names it asked for, can never pose as the portal to a browser
 * that was told to trust this root.
 *
 * @returns the certificate with its key, and the root (`authority`, PEM) that browsers have to trust
 */
export async function issueWebCertificate(
  directory: string,
  names: readonly string[],
  now: Date = new Date(),
): Promise<CertificateWithKey & { readonly authority: string }> {
  const root = await openRoot(directory, 'web', 'Nahtlos web', now)
  const { pem, publicKey } = await makeKey()
  const certificate = await signCertificate(root, { role: 'web', names }, publicKey, now)
  return { ...withKey(root, certificate, pem), authority: root.certificate.toString('pem') }
}

function issued(certificate: X509Certificate): IssuedCertificate {
  return {
    certificate: certificate.toString('pem'),
    serial: certificate.serialNumber,
    until: certificate.notAfter,
  }
}

function withKey(root: Root, certificate: X509Certificate, key: string): CertificateWithKey {
  return { ...issued(certificate), key, chain: `${certificate.toString('pem')}\n${root.certificate.toString('pem')}\n` }
}

async function makeKey(): Promise<{ pem: string; publicKey: webcrypto.CryptoKey }> {
  const keys = (await webcrypto.subtle.generateKey(signatureAlgorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { pem: PemConverter.encode(key, 'PRIVATE KEY'), publicKey: keys.publicKey }
}
