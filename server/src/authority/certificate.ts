import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import { identityUri, type Role } from '@nahtlos/contract/enrolment'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@nahtlos/identity/certificate-library'
import { backdating, type Root, randomSerial, signatureAlgorithm } from './root.ts'

/** A name in a certificate that is neither a host name (RFC 1123) nor an address. */
export class CertificateNameError extends Error {}

export type Subject =
  | { readonly role: Role; readonly name: string; readonly names: readonly string[] }
  | { readonly role: 'web'; readonly names: readonly string[] }

/** Milliseconds. Machines renew by themselves; a web certificate stays below the 398 days that browsers take. */
export const machineLifetime = 30 * 86_400_000
export const webLifetime = 365 * 86_400_000

/** Gateways only call, the server only answers, agents do both. */
const usages: Record<Subject['role'], ExtendedKeyUsage[]> = {
  server: [ExtendedKeyUsage.serverAuth],
  gateway: [ExtendedKeyUsage.clientAuth],
  agent: [ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth],
  web: [ExtendedKeyUsage.serverAuth],
}

/**
 * Signs a certificate (RFC 5280). The identity stands in a URI of the subject alternative names; the host names
 * beside it only say where the machine is reached and give no right.
 */
export async function signCertificate(
  root: Root,
  subject: Subject,
  publicKey: webcrypto.CryptoKey,
  now: Date,
): Promise<X509Certificate> {
  const lifetime = subject.role === 'web' ? webLifetime : machineLifetime
  const names = subjectNames(subject)
  return X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: [{ CN: [commonName(subject)] }],
    issuer: root.certificate.subjectName.toJSON(),
    notBefore: new Date(now.getTime() - backdating),
    notAfter: new Date(now.getTime() + lifetime),
    signingAlgorithm: signatureAlgorithm,
    publicKey,
    signingKey: root.key,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension(usages[subject.role]),
      new SubjectAlternativeNameExtension(names),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(root.certificate.publicKey),
    ],
  })
}

function subjectNames(subject: Subject): JsonGeneralName[] {
  const reachedAs = [...new Set(subject.names)].map(generalName)
  if (subject.role !== 'web') return [{ type: 'url', value: identityUri(subject.role, subject.name) }, ...reachedAs]
  if (reachedAs.length === 0) throw new CertificateNameError('a web certificate needs at least one name')
  return reachedAs
}

function generalName(name: string): JsonGeneralName {
  if (isIP(name) !== 0) return { type: 'ip', value: name }
  if (name.length <= 253 && /^(?!-)[a-z\d-]{1,63}(?<!-)(\.(?!-)[a-z\d-]{1,63}(?<!-))*$/i.test(name))
    return { type: 'dns', value: name.toLowerCase() }
  throw new CertificateNameError(`${JSON.stringify(name)} is neither a host name nor an address`)
}

/** At most 64 characters (RFC 5280 appendix A.1, ub-common-name). */
function commonName(subject: Subject): string {
  return (subject.role === 'web' ? (subject.names[0] ?? '') : subject.name).slice(0, 64)
}
