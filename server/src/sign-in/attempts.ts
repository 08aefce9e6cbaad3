import { createHash } from 'node:crypto'
import { parseAddress } from '@nahtlos/core/access/network'
import { sql } from 'kysely'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/** What attempts are counted for. */
export interface Subject {
  readonly key: string
  /** Attempts without any delay. */
  readonly free: number
  /** Seconds to wait at most. */
  readonly longest: number
  /** Seconds after which one failure is forgotten. */
  readonly recovery: number
}

/** From outside and inside are counted apart, so that nobody outside can lock somebody in the office out. */
export function accountSubject(account: string, outside: boolean): Subject {
  return {
    key: `account:${outside ? 'outside' : 'inside'}:${account.toLowerCase()}`,
    free: 5,
    longest: 300,
    recovery: 900,
  }
}

export function codeSubject(person: string): Subject {
  return { key: `code:${person}`, free: 5, longest: 900, recovery: 900 }
}

export const firstRunSubject: Subject = { key: 'first-run', free: 5, longest: 300, recovery: 900 }

/** A whole office may come by one address, where somebody always mistypes; of IPv6 a household has a /64 network. */
export function addressSubject(clientAddress: string): Subject {
  const address = parseAddress(clientAddress)
  const network = address?.family === 6 ? `${(address.bits >> 64n).toString(16)}::/64` : clientAddress
  return { key: `address:${network}`, free: 60, longest: 60, recovery: 5 }
}

/** Seconds to wait after so many failures: 1, 2, 4, … */
export function delayAfter(failures: number, { free, longest }: Subject): number {
  return failures <= free ? 0 : Math.min(2 ** Math.min(failures - free - 1, 30), longest)
}

const forgottenAfter = 24 * 60 * 60_000

/**
 * Counts an attempt as failed before it is looked at, so that many at once can't all be the free one; throws
 * `sign-in-delayed` where the subject has to wait. The counters are in the database: replicas and restarts share them.
 */
export async function reserveAttempt(services: Services, subject: Subject): Promise<void> {
  const now = services.clock()
  const key = keyHash(subject)
  const waiting = await services.database.transaction().execute(async (transaction) => {
    // Writing the key again changes nothing but makes others wait for this transaction.
    const row = await transaction
      .insertInto('sign_in_delay')
      .values({ key, failures: 0, blocked_until: now, last_at: now })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
      .returningAll()
      .executeTakeFirstOrThrow()
    if (row.blocked_until > now) return row.blocked_until
    const recovered = Math.floor((now.getTime() - row.last_at.getTime()) / 1000 / subject.recovery)
    const remaining = Math.max(row.failures - recovered, 0)
    const failures = remaining + 1
    // The part of a recovery that has gone by isn't lost by trying again.
    const lastAt = remaining === 0 ? now : new Date(row.last_at.getTime() + recovered * subject.recovery * 1000)
    const blockedUntil = new Date(now.getTime() + delayAfter(failures, subject) * 1000)
    await transaction
      .updateTable('sign_in_delay')
      .set({ failures, blocked_until: blockedUntil, last_at: lastAt })
      .where('key', '=', key)
      .execute()
    return null
  })
  if (waiting === null) return
  throw new ProblemError('sign-in-delayed', { retryAfter: Math.ceil((waiting.getTime() - now.getTime()) / 1000) })
}

/** The attempt was good: this subject starts anew. */
export async function forgetAttempts(services: Services, subject: Subject): Promise<void> {
  await services.database.deleteFrom('sign_in_delay').where('key', '=', keyHash(subject)).execute()
}

/** The attempt was good: it doesn't count. Those before it do, or one good account would cover for many bad guesses. */
export async function takeAttemptBack(services: Services, subject: Subject): Promise<void> {
  await services.database
    .updateTable('sign_in_delay')
    .set({ failures: sql<number>`greatest(failures - 1, 0)`, blocked_until: services.clock() })
    .where('key', '=', keyHash(subject))
    .execute()
}

/** Removes what no longer delays anybody. */
export async function dropOldAttempts(services: Services): Promise<void> {
  const before = new Date(services.clock().getTime() - forgottenAfter)
  await services.database.deleteFrom('sign_in_delay').where('last_at', '<', before).execute()
}

function keyHash({ key }: Subject): Buffer {
  return createHash('sha256').update(key).digest()
}
