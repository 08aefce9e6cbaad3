import { webcrypto } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { identityUri, type Role } from '@nahtlos/contract/enrolment'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  Pkcs10CertificateRequest,
  type PublicKey,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '../certificate-library.ts'
import { fingerprintOf } from '../enrol.ts'
import { writeIdentityFiles } from '../identity-files.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }

export interface TestSubject {
  readonly role: Role
  readonly name: string
  readonly names?: readonly string[]
  readonly from?: Date
  readonly until?: Date
}

/** A certificate authority for tests: like the server's, without its care for the root key. */
export interface TestAuthority {
  readonly authorityPem: string
  /** SHA-256 of its DER, hexadecimal, as an enrolment token pins it. */
  readonly fingerprint: string
  /** Signs the key of a certificate request; returns PEM. */
  sign(request: string, subject: TestSubject): Promise<string>
  /** Makes an identity on disk and returns its directory, fit for `loadIdentity`. */
  issue(role: Role, name: string, names?: readonly string[], more?: TestIdentityOptions): Promise<string>
}

export interface TestIdentityOptions {
  /** `name:port` of the server's internal listener. */
  readonly server?: string
  readonly address?: string
  readonly from?: Date
  readonly until?: Date
}

const day = 86_400_000

/** @param directory where identities are put, each below its role and name */
export async function makeTestAuthority(directory: string): Promise<TestAuthority> {
  const rootKeys = await makeKeys()
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=test authority ${webcrypto.randomUUID()}`,
    keys: rootKeys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + 365 * day),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const certify = async (publicKey: webcrypto.CryptoKey | PublicKey, subject: TestSubject): Promise<string> => {
    const names: JsonGeneralName[] = [{ type: 'url', value: identityUri(subject.role, subject.name) }]
    for (const name of subject.names ?? []) names.push({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name })
    const certificate = await X509CertificateGenerator.create({
      subject: [{ CN: [subject.name] }],
      issuer: root.subjectName.toJSON(),
      signingKey: rootKeys.privateKey,
      signingAlgorithm: algorithm,
      publicKey,
      notBefore: subject.from ?? new Date(Date.now() - day),
      notAfter: subject.until ?? new Date(Date.now() + 30 * day),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(names),
      ],
    })
    return certificate.toString('pem')
  }
  const authorityPem = root.toString('pem')
  return {
    authorityPem,
    fingerprint: fingerprintOf(authorityPem),
    sign: (request, subject) => certify(new Pkcs10CertificateRequest(request).publicKey, subject),
    async issue(role, name, names = [], more = {}) {
      const keys = await makeKeys()
      const certificate = await certify(keys.publicKey, { role, name, names, ...more })
      const key = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
      const own = join(directory, `${role}-${name}-${webcrypto.randomUUID()}`)
      await mkdir(own, { recursive: true, mode: 0o700 })
      const { server = '127.0.0.1:1', address = null } = more
      const description = JSON.stringify({ role, name, server, names, address })
      await writeIdentityFiles(own, { key, certificate, authority: authorityPem, description })
      return own
    },
  }
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>
}
