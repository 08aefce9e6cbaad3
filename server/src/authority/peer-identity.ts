import type { TLSSocket } from 'node:tls'
import { identityOf, type Peer } from '@nahtlos/identity/peer'

/** Who the other end of a mutual TLS connection is. Null where its certificate is missing, not verified, or names no one. */
export function peerIdentity(socket: TLSSocket): Peer | null {
  const certificate = socket.authorized ? socket.getPeerX509Certificate() : undefined
  return certificate === undefined ? null : identityOf(certificate)
}
