import type { Queries } from '../database/database.ts'
import { newToken, tokenHash } from './token.ts'

/** A sign-in that gains rights gets a new token, so that one that was seen before is worth nothing. */
export async function rotateToken(
  queries: Queries,
  signIn: string,
  gained: { readonly second_factor_at?: Date; readonly password_at?: Date },
): Promise<string> {
  const token = newToken()
  await queries
    .updateTable('sign_in')
    .set({ token_hash: tokenHash(token), ...gained })
    .where('id', '=', signIn)
    .execute()
  return token
}
