import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { identityUri, Role } from '@nahtlos/contract/enrolment'
import { Slug } from '@nahtlos/contract/identifiers'

/** Who the other end of a mutual TLS connection is. */
export interface Peer {
  readonly role: Role
  readonly name: string
  /** Serial number of its certificate, lower-case hexadecimal. */
  readonly serial: string
}

export type PeerVerdict =
  | { readonly ok: true; readonly peer: Peer }
  | { readonly ok: false; readonly refusal: 'no-certificate' | 'no-identity' | 'wrong-role' }

/** The peer of an accepted connection. Denies whatever is not proven: no certificate, no single identity, another role. */
export function peerOf(socket: TLSSocket, allowed: readonly Role[]): PeerVerdict {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined
  if (certificate === undefined) return { ok: false, refusal: 'no-certificate' }
  const peer = identityOf(certificate)
  if (peer === null) return { ok: false, refusal: 'no-identity' }
  return allowed.includes(peer.role) ? { ok: true, peer } : { ok: false, refusal: 'wrong-role' }
}

/** Whether a certificate is the one of `nahtlos:ROLE:NAME`, or of any machine with that role. */
export function isPeer(certificate: X509Certificate, expected: string | Role): boolean {
  const peer = identityOf(certificate)
  return peer !== null && (peer.role === expected || identityUri(peer.role, peer.name) === expected)
}

/** Reads the one identity of a certificate; it does not check the certificate. Null for none, or for more than one. */
export function identityOf(certificate: X509Certificate): Peer | null {
  const names = certificate.subjectAltName
  // Node quotes a name that contains a separator. No name of ours needs that, so it is an attempt to smuggle one in.
  if (names === undefined || names.includes('"')) return null
  const [uri, ...others] = names.split(', ').filter((name) => name.startsWith('URI:'))
  if (uri === undefined || others.length > 0) return null
  const [scheme, role, name, ...rest] = uri.slice('URI:'.length).split(':')
  const parsed = { role: Role.safeParse(role), name: Slug.safeParse(name) }
  if (scheme !== 'nahtlos' || rest.length > 0 || !parsed.role.success || !parsed.name.success) return null
  return { role: parsed.role.data, name: parsed.name.data, serial: certificate.serialNumber.toLowerCase() }
}
