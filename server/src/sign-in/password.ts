import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A PHC string: argon2id with its parameters and a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, parameters)
}

let nobody: Promise<string> | null = null

/** Whether the password is the one of the hash. Without a hash (nobody of that name) it works just as long for `false`. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  nobody ??= hashPassword('nobody')
  const matches = await verify(stored ?? (await nobody), password)
  return stored !== null && matches
}

// Without letters and digits that look alike on paper.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A first password: four groups of four, e.g. `k7mp-x2wq-9fhe-ra4d` (79 random bits). */
export function firstPassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}
