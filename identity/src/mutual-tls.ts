import { constants, X509Certificate } from 'node:crypto'
import type { PeerCertificate, SecureVersion } from 'node:tls'
import type { Role } from '@nahtlos/contract/enrolment'
import type { Identity } from './identity.ts'
import { isPeer } from './peer.ts'

interface Material {
  readonly key: string
  readonly cert: string
  readonly ca: string
  readonly minVersion: SecureVersion
  readonly rejectUnauthorized: true
}

export interface ClientTlsOptions extends Material {
  checkServerIdentity(host: string, certificate: PeerCertificate): Error | undefined
}

export interface ServerTlsOptions extends Material {
  readonly requestCert: true
  readonly secureOptions: number
}

/**
 * For `tls.connect` and `https.request`: TLS 1.3, no authority but our own, and the peer is who its certificate's URI
 * says. Host names are for finding a machine; whoever controls a name gains nothing.
 *
 * Node skips `checkServerIdentity` on a resumed session, so callers keep no sessions (`maxCachedSessions: 0`).
 *
 * @param expected an identity URI such as `nahtlos:agent:host-a`, or a role where any machine of that role will do
 */
export function clientTlsOptions(identity: Identity, expected: string | Role): ClientTlsOptions {
  return { ...material(identity), checkServerIdentity: peerCheck(expected) }
}

/** For `tls.createServer` and `https.createServer`. Ask `peerOf` about each connection before serving it. */
export function serverTlsOptions(identity: Identity): ServerTlsOptions {
  // Without tickets no session outlives the check of its certificate.
  return { ...material(identity), requestCert: true, secureOptions: constants.SSL_OP_NO_TICKET }
}

/** The check of a client that a server's certificate, verified already, is the expected machine's. */
export function peerCheck(expected: string | Role): ClientTlsOptions['checkServerIdentity'] {
  return (host, certificate) =>
    isPeer(new X509Certificate(certificate.raw), expected)
      ? undefined
      : Object.assign(new Error(`the machine at ${host} is not ${expected}`), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
}

function material(identity: Identity): Material {
  return {
    key: identity.key,
    // The authority goes along, so that a machine that only knows its hash finds it in the chain.
    cert: `${identity.certificate.trim()}\n${identity.authority.trim()}\n`,
    ca: identity.authority,
    minVersion: 'TLSv1.3',
    rejectUnauthorized: true,
  }
}
