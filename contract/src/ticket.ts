import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, type KeyObject, SignJWT } from 'jose'
import { z } from 'zod'
import { ConnectionId, HostId, PersonId, SessionId, Slug } from './identifiers.ts'
import { Right } from './rights.ts'

/**
 * Permits one connection to one session: a JWS (RFC 7515) signed with Ed25519 (RFC 8037),
 * claims named as in RFC 7519 where it has a name. Used once: the agent remembers `jti` until `exp`.
 */
export const TicketClaims = z.object({
  /** The connection. */
  jti: ConnectionId,
  /** The person. */
  sub: PersonId,
  /** The session host. */
  aud: HostId,
  session: SessionId,
  /** Where the gateway finds the host: `name:port`. */
  address: z.string().regex(/^[\w.:[\]-]+:\d{1,5}$/),
  /** The gateway's listener that the browser came by; a ticket is good there only. */
  listener: Slug,
  rights: z.array(Right),
  /** The client's IP address and whether its sign-in had a second factor: the host decides by them, too. */
  client: z.union([z.ipv4(), z.ipv6()]).optional(),
  secondFactor: z.boolean().optional(),
  /** Whether the browser is that of an enrolled device that this person has. */
  enrolledDevice: z.boolean().optional(),
  /** The browser that it was made for (`browserMark`): the gateway lets no other in with it. */
  browser: z
    .string()
    .regex(/^[\w-]{22}$/)
    .optional(),
  /** The session's environment that must be in place before anything of it is shown (`SessionEnvironment.revision`). */
  environment: z.number().int().min(0).optional(),
  iat: z.number().int(),
  exp: z.number().int(),
})
export type TicketClaims = z.infer<typeof TicketClaims>

/** Seconds between the issue of a ticket and its end. */
export const ticketLifetime = 15

// biome-ignore lint/performance/noBarrelFile: a browser takes these from their own file, without the schemas
export { connectPath, displayProtocol, ticketProtocolPrefix } from './display-protocol.ts'
/** A header longer than this is no ticket. */
export const ticketMaximumLength = 2048

export type TicketRefusal = 'malformed' | 'unknown-key' | 'forged' | 'expired'
export type TicketVerdict =
  | { readonly ok: true; readonly claims: TicketClaims }
  | { readonly ok: false; readonly refusal: TicketRefusal }

/** Signs claims; `kid` names the key so that it can be replaced while tickets are under way. */
export async function signTicket(claims: TicketClaims, key: CryptoKey | KeyObject, kid: string): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'nahtlos-ticket' }).sign(key)
}

export type TicketVerifier = (ticket: string, now: Date) => Promise<TicketVerdict>

/** Makes the check that gateway and agent do, each by itself, from the server's public keys. */
export function ticketVerifier(keys: JSONWebKeySet): TicketVerifier {
  const find = createLocalJWKSet(keys)
  return async (ticket, now) => {
    if (ticket.length > ticketMaximumLength) return { ok: false, refusal: 'malformed' }
    try {
      const { payload } = await jwtVerify(ticket, find, {
        algorithms: ['EdDSA'],
        typ: 'nahtlos-ticket',
        currentDate: now,
        requiredClaims: ['jti', 'sub', 'aud', 'exp', 'iat'],
      })
      const claims = TicketClaims.safeParse(payload)
      return claims.success ? { ok: true, claims: claims.data } : { ok: false, refusal: 'malformed' }
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) }
    }
  }
}

function refusalOf(error: unknown): TicketRefusal {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'forged'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown-key'
  if (error instanceof errors.JOSEError || error instanceof TypeError) return 'malformed'
  throw error
}
