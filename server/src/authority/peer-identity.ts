import type { TLSSocket } from 'node:tls'
import { Role } from '@nahtlos/contract/enrolment'
import { Slug } from '@nahtlos/contract/identifiers'
import { SubjectAlternativeNameExtension, X509Certificate } from './certificate-library.ts'

/** Who the other end of a mutual TLS connection is. */
export interface PeerIdentity {
  readonly role: Role
  readonly name: string
  /** Serial number of its certificate, hexadecimal. */
  readonly serial: string
}

const known = new WeakMap<TLSSocket, PeerIdentity | null>()

/** Null where the certificate is missing, not verified, or names no identity or more than one. */
export function peerIdentity(socket: TLSSocket): PeerIdentity | null {
  const remembered = known.get(socket)
  if (remembered !== undefined) return remembered
  const identity = socket.authorized ? identityOf(socket.getPeerCertificate().raw) : null
  known.set(socket, identity)
  return identity
}

/** Reads the identity from a certificate in DER; it does not check the certificate. */
export function identityOf(der: Buffer | undefined): PeerIdentity | null {
  if (der === undefined) return null
  const certificate = new X509Certificate(der)
  const names = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? []
  const [uri, ...others] = names.filter((name) => name.type === 'url')
  if (uri === undefined || others.length > 0) return null
  const [scheme, role, name, ...rest] = uri.value.split(':')
  const parsed = { role: Role.safeParse(role), name: Slug.safeParse(name) }
  if (scheme !== 'nahtlos' || rest.length > 0 || !parsed.role.success || !parsed.name.success) return null
  return { role: parsed.role.data, name: parsed.name.data, serial: certificate.serialNumber }
}
