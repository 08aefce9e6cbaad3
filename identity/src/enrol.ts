import { createHash, type X509Certificate } from 'node:crypto'
import { Enrolled, type Enrolment, type EnrolmentToken, enrolmentPath, type Renewal } from '@nahtlos/contract/enrolment'
import { makeKeyWithRequest } from './certificate-request.ts'
import { type Identity, identityFrom } from './identity.ts'
import { IdentityError } from './identity-error.ts'
import { type IdentityFiles, writeIdentityFiles } from './identity-files.ts'
import { peerCheck } from './mutual-tls.ts'
import { type NetworkAddress, parseAddress } from './network-address.ts'
import { postJson, withConnection } from './post.ts'

export interface EnrolmentOrder {
  readonly token: EnrolmentToken
  /** Where the identity is kept; made with mode 0700 where missing. */
  readonly directory: string
  /** Host names and addresses under which this machine is reached. */
  readonly names: readonly string[]
  /** `name:port` where an agent listens for gateways; null for a gateway. */
  readonly address: string | null
}

/**
 * Turns a one-time token into an identity on disk. The token's secret is sent only over a connection whose certificate
 * chain was verified against the pinned authority and which belongs to a server, not to some other machine of ours.
 *
 * @throws IdentityError; the token is spent once the server answered, whatever became of the answer
 */
export async function enrol(order: EnrolmentOrder): Promise<Identity> {
  const address = parseAddress(order.token.address)
  const authority = await pinnedAuthority(address, order.token.authority)
  const { key, request } = await makeKeyWithRequest()
  const body: Enrolment = { secret: order.token.secret, request, names: [...order.names], address: order.address }
  const tls = {
    ca: authority.toString(),
    minVersion: 'TLSv1.3',
    rejectUnauthorized: true,
    checkServerIdentity: peerCheck('server'),
  } as const
  const answer = await postJson(address, enrolmentPath, tls, body)
  return acceptEnrolled(order.directory, answer, key, body, order.token.authority)
}

/** Checks the answer to an enrolment or renewal as if it came from a stranger, and only then replaces the identity. */
export async function acceptEnrolled(
  directory: string,
  answer: unknown,
  key: string,
  asked: Pick<Renewal, 'names' | 'address'>,
  fingerprint: string,
): Promise<Identity> {
  const parsed = Enrolled.safeParse(answer)
  if (!parsed.success)
    throw new IdentityError('bad-answer', 'The server answered with something that is no enrolment.', {
      cause: parsed.error,
    })
  const { role, name, certificate, authority, server } = parsed.data
  const description = { role, name, server, names: asked.names, address: asked.address }
  const files: IdentityFiles = { key, certificate, authority, description: `${JSON.stringify(description, null, 2)}\n` }
  const identity = identityFrom(directory, files)
  if (fingerprintOf(authority) !== fingerprint)
    throw new IdentityError('wrong-authority', 'The certificate comes from another authority than the one pinned.')
  parseAddress(server)
  await writeIdentityFiles(directory, files)
  return identity
}

/** SHA-256 of a certificate in DER, hexadecimal. */
export function fingerprintOf(certificate: string | X509Certificate): string {
  const der =
    typeof certificate === 'string'
      ? Buffer.from(certificate.replace(/-----[^-]+-----/g, ''), 'base64')
      : certificate.raw
  return createHash('sha256').update(der).digest('hex')
}

/** Looks for the pinned authority in the chain that the server shows. It is not trusted for anything else yet. */
function pinnedAuthority(address: NetworkAddress, fingerprint: string): Promise<X509Certificate> {
  return withConnection(address, { rejectUnauthorized: false, minVersion: 'TLSv1.3' }, (socket) => {
    const seen = new Set<string>()
    for (let at = socket.getPeerX509Certificate(); at !== undefined; at = at.issuerCertificate) {
      const print = fingerprintOf(at)
      if (print === fingerprint) return at
      if (seen.has(print)) break
      seen.add(print)
    }
    throw new IdentityError(
      'wrong-authority',
      `${address.host}:${address.port} is not the server that made this token. Nothing was sent to it.`,
    )
  })
}
