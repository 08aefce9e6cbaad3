import { z } from 'zod'
import { Slug } from './identifiers.ts'

/** Who may hold a certificate of the server's authority. */
export const Role = z.enum(['server', 'gateway', 'agent'])
export type Role = z.infer<typeof Role>

/** The URI in a certificate's subject alternative names (RFC 5280 section 4.2.1.6), e.g. `nahtlos:agent:host-a`. */
export function identityUri(role: Role, name: string): string {
  return `nahtlos:${role}:${name}`
}

/**
 * What an administrator copies to a new machine. It names the server's enrolment address and the SHA-256 of
 * the authority's certificate, so that the machine knows whom it talks to before it has any certificate.
 * Text form: `nahtlos-enrolment.` and base64url of this as JSON.
 */
export const EnrolmentToken = z.strictObject({
  address: z.string().regex(/^[\w.:[\]-]+:\d{1,5}$/),
  /** SHA-256 of the authority's certificate in DER, hexadecimal. */
  authority: z.string().regex(/^[0-9a-f]{64}$/),
  /** 256 random bits, base64url; good once and for one hour. */
  secret: z.string().regex(/^[\w-]{43}$/),
})
export type EnrolmentToken = z.infer<typeof EnrolmentToken>
export const enrolmentTokenPrefix = 'nahtlos-enrolment.'

/** `POST /enrolment` on the server's enrolment listener (TLS, no client certificate). */
export const enrolmentPath = '/enrolment'
export const Enrolment = z.strictObject({
  secret: EnrolmentToken.shape.secret,
  /** Certificate signing request (RFC 2986), PEM; its key is ECDSA P-256. */
  request: z.string().max(4096),
  /** Host names and addresses under which this machine is reached. */
  names: z.array(z.string().max(255)).max(16),
  /** `name:port` where an agent listens for gateways; null for a gateway. */
  address: z.string().nullable(),
})
export type Enrolment = z.infer<typeof Enrolment>

/** `POST /renewal` on the internal listener, with the present certificate. */
export const Renewal = z.strictObject({
  request: z.string().max(4096),
  names: z.array(z.string().max(255)).max(16),
  address: z.string().nullable(),
})
export type Renewal = z.infer<typeof Renewal>

export const Enrolled = z.strictObject({
  role: Role,
  name: Slug,
  /** PEM. */
  certificate: z.string(),
  /** The authority's certificate, PEM. */
  authority: z.string(),
  /** `name:port` of the server's internal listener (mutual TLS). */
  server: z.string(),
})
export type Enrolled = z.infer<typeof Enrolled>
