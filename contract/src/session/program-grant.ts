import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, type KeyObject, SignJWT } from 'jose'
import { z } from 'zod'
import { Instant, PersonId, SessionId, Slug } from '../identifiers.ts'
import { ProgramSet } from './programs.ts'

/**
 * What an administrator approved for one person in one workspace until a time, once for one session alone. It lifts
 * the built-in denial of interpreters and never what a rule of the city forbids.
 */
export const ProgramGrant = z.object({
  id: z.uuid(),
  person: PersonId,
  workspace: Slug,
  /** Null where it holds in all her sessions of the workspace. */
  session: SessionId.nullable(),
  programs: ProgramSet,
  until: Instant,
})
export type ProgramGrant = z.infer<typeof ProgramGrant>

const type = 'nahtlos-program-grant'

/** A JWS (RFC 7515) with Ed25519 (RFC 8037) by the key that signs revisions; its type keeps the two apart. */
export function signGrant(grant: ProgramGrant, key: CryptoKey | KeyObject, kid: string): Promise<string> {
  return new SignJWT({ ...grant }).setProtectedHeader({ alg: 'EdDSA', kid, typ: type }).sign(key)
}

/** Null where the server did not sign it. */
export async function verifyGrant(signed: string, keys: JSONWebKeySet): Promise<ProgramGrant | null> {
  try {
    const { payload } = await jwtVerify(signed, createLocalJWKSet(keys), { algorithms: ['EdDSA'], typ: type })
    return ProgramGrant.safeParse(payload).data ?? null
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

/** Whether it holds there and then. */
export function grantHolds(
  grant: ProgramGrant,
  { person, workspace, session, at }: { person: string; workspace: string; session: string; at: Date },
): boolean {
  const here = grant.session === null || grant.session === session
  return here && grant.person === person && grant.workspace === workspace && at < new Date(grant.until)
}
