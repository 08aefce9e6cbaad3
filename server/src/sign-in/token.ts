import { createHash, randomBytes } from 'node:crypto'

/** A new sign-in token: 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps of a token, so that reading the database opens no sign-in. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
