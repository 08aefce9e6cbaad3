import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StaffRole } from '@nahtlos/contract/access/context'
import { Account } from '@nahtlos/contract/identifiers'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'

/** An account that a visitor of the demo may try: everything she needs to sign in as this person. */
export const DemoAccount = z.strictObject({
  account: Account,
  name: z.string(),
  department: z.string(),
  roles: z.array(StaffRole),
  password: z.string(),
  /** Base32 (RFC 4648); null until the second factor is set up. */
  totpSecret: z.string().nullable(),
  /** Whether the password is still the one that the server made up. */
  firstPassword: z.boolean(),
})
export type DemoAccount = z.infer<typeof DemoAccount>

/** Where the secrets of the demo's accounts stand; readable by root alone. */
export function accountsFile(state: string): string {
  return join(state, 'accounts.json')
}

export async function readAccounts(state: string): Promise<DemoAccount[]> {
  try {
    return z.array(DemoAccount).parse(JSON.parse(await readFile(accountsFile(state), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** Replaces the file as a whole, so that a crash leaves the old or the new one. */
export async function writeAccounts(state: string, accounts: readonly DemoAccount[]): Promise<void> {
  const fresh = `${accountsFile(state)}.${randomBytes(6).toString('hex')}`
  await writeFile(fresh, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(fresh, accountsFile(state))
}

/** The six digits of RFC 6238 for this secret at this time (milliseconds), and how long they hold. */
export function totpCode(secret: string, at: number): { code: string; secondsLeft: number } {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return {
    code: totp.generate({ timestamp: at }),
    secondsLeft: Math.ceil(totp.period - ((at / 1000) % totp.period)),
  }
}

/** Letters and digits that nobody mistakes for one another, in groups: about 92 bits. */
export function makePassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  const letters = [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return letters.match(/.{5}/g)?.join('-') ?? letters
}
