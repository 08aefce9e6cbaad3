import type { X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { identityOf as nameOf, type Peer } from '@nahtlos/identity/peer'

/** Who the other end of a mutual TLS connection is, and by which of its certificates. */
export interface PeerIdentity extends Peer {
  /** Serial number of its certificate, lower-case hexadecimal. */
  readonly serial: string
}

/** Null where the certificate is missing, not verified, or names no identity or more than one. */
export function peerIdentity(socket: TLSSocket): PeerIdentity | null {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined
  return certificate === undefined ? null : identityOf(certificate)
}

/** Reads the identity from a certificate; it does not check the certificate. */
export function identityOf(certificate: X509Certificate): PeerIdentity | null {
  const peer = nameOf(certificate)
  return peer === null ? null : { ...peer, serial: certificate.serialNumber.toLowerCase() }
}
