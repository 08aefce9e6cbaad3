import { type CryptoKey, createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, type KeyObject, SignJWT } from 'jose'
import { z } from 'zod'
import { ConfigurationFile } from './source.ts'

/** What the server signs about a revision: its number, when it was published, and the hash of each file. */
export const RevisionClaims = z.object({
  revision: z.number().int().min(1),
  publishedAt: z.string(),
  files: z.array(z.strictObject({ path: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
})
export type RevisionClaims = z.infer<typeof RevisionClaims>

/** A revision that can be checked by whoever has the server's public keys. */
export const SignedRevision = z.strictObject({
  signature: z.string().max(1_000_000),
  files: z.array(ConfigurationFile),
})
export type SignedRevision = z.infer<typeof SignedRevision>

export type RevisionVerdict =
  | { readonly ok: true; readonly claims: RevisionClaims }
  | { readonly ok: false; readonly reason: 'forged' | 'other-files' | 'other-revision' }

const type = 'nahtlos-revision'

/** A JWS (RFC 7515) with Ed25519 (RFC 8037) over the hashes of the files, in their order. */
export async function signRevision(
  about: { readonly revision: number; readonly publishedAt: string; readonly files: readonly ConfigurationFile[] },
  key: CryptoKey | KeyObject,
  kid: string,
): Promise<string> {
  const { revision, publishedAt } = about
  const claims: RevisionClaims = { revision, publishedAt, files: await hashesOf(about.files) }
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: 'EdDSA', kid, typ: type }).sign(key)
}

/** Whether the files are those that the server signed as this revision. */
export async function verifyRevision(
  signed: SignedRevision,
  revision: number,
  keys: JSONWebKeySet,
): Promise<RevisionVerdict> {
  let claims: RevisionClaims
  try {
    const { payload } = await jwtVerify(signed.signature, createLocalJWKSet(keys), { algorithms: ['EdDSA'], typ: type })
    const parsed = RevisionClaims.safeParse(payload)
    if (!parsed.success) return { ok: false, reason: 'forged' }
    claims = parsed.data
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { ok: false, reason: 'forged' }
    throw error
  }
  if (claims.revision !== revision) return { ok: false, reason: 'other-revision' }
  const same = JSON.stringify(await hashesOf(signed.files)) === JSON.stringify(claims.files)
  return same ? { ok: true, claims } : { ok: false, reason: 'other-files' }
}

async function hashesOf(files: readonly ConfigurationFile[]): Promise<RevisionClaims['files']> {
  const encoder = new TextEncoder()
  return Promise.all(
    files.map(async ({ path, text }) => {
      const hash = await globalThis.crypto.subtle.digest('SHA-256', encoder.encode(text))
      const sha256 = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      return { path, sha256 }
    }),
  )
}
