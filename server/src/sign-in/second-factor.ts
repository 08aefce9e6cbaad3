import { Secret, TOTP } from 'otpauth'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { codeSubject, forgetAttempts, reserveAttempt } from './attempts.ts'
import { freshness } from './lifetime.ts'
import { rotateToken } from './rotate-token.ts'

/** RFC 6238 with the parameters that every authenticator app knows. */
const period = 30
const parameters = { algorithm: 'SHA1', digits: 6, period } as const

/** Makes a secret that is good once a code of it was confirmed; the present one stays until then. */
export async function beginSecondFactor(services: Services, caller: Caller): Promise<{ uri: string; secret: string }> {
  requireFreshInside(services, caller)
  const { database, clock, secrets } = services
  const { id, account } = caller.person
  const secret = new Secret({ size: 20 })
  const pending = { pending_secret: secrets.seal(secret.base32, about(id)), pending_since: clock() }
  await database
    .insertInto('second_factor')
    .values({ person: id, secret: null, confirmed_at: null, ...pending })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(pending))
    .execute()
  const issuer = services.published.current()?.configuration.city.title.de ?? 'Nahtlos'
  const uri = new TOTP({ ...parameters, issuer, label: account, secret }).toString()
  return { uri, secret: secret.base32 }
}

/** Confirms the pending secret with a code of it; answers the sign-in's new token. */
export async function confirmSecondFactor(services: Services, caller: Caller, code: string): Promise<string> {
  requireFreshInside(services, caller)
  const { database, clock, secrets } = services
  const { id } = caller.person
  await reserveAttempt(services, codeSubject(id))
  const token = await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('second_factor')
      .select(['pending_secret', 'pending_since'])
      .where('person', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const now = clock()
    const pending = row?.pending_secret ?? null
    const expired = now.getTime() - (row?.pending_since?.getTime() ?? 0) > freshness
    const step = pending === null || expired ? null : stepOf(secrets.open(pending, about(id)), code, now)
    if (step === null) return null
    await transaction
      .updateTable('second_factor')
      .set({ secret: pending, confirmed_at: now, last_step: step, pending_secret: null, pending_since: null })
      .where('person', '=', id)
      .execute()
    await record(services, transaction, caller, 'second-factor.set-up')
    return rotateToken(transaction, caller.signIn.id, { second_factor_at: now })
  })
  return accepted(services, caller, token)
}

/** Takes a code of the authenticator app; answers the sign-in's new token. */
export async function giveSecondFactor(services: Services, caller: Caller, code: string): Promise<string> {
  if (!caller.hasSecondFactor) throw new ProblemError('second-factor-missing')
  const { database, clock, secrets } = services
  const { id } = caller.person
  await reserveAttempt(services, codeSubject(id))
  const token = await database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('second_factor')
      .select('secret')
      .where('person', '=', id)
      .executeTakeFirst()
    const now = clock()
    const step = row?.secret ? stepOf(secrets.open(row.secret, about(id)), code, now) : null
    if (step === null) return null
    // One statement decides: of two that bring the same code at once, one finds its step used.
    const used = await transaction
      .updateTable('second_factor')
      .set({ last_step: step })
      .where('person', '=', id)
      .where('last_step', '<', step)
      .executeTakeFirst()
    if (used.numUpdatedRows === 0n) return null
    await record(services, transaction, caller, 'second-factor.accepted')
    return rotateToken(transaction, caller.signIn.id, { second_factor_at: now })
  })
  return accepted(services, caller, token)
}

/** The time step that the code belongs to, the present one or a neighbour (clocks differ); null for a wrong code. */
function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta
}

async function accepted(services: Services, caller: Caller, token: string | null): Promise<string> {
  if (token === null) {
    await record(services, services.database, caller, 'second-factor.refused')
    throw new ProblemError('code-refused')
  }
  await forgetAttempts(services, codeSubject(caller.person.id))
  return token
}

/** Whoever knows only a password must not get a second factor from far away, nor by an unlocked screen. */
function requireFreshInside(services: Services, caller: Caller): void {
  if (caller.due === 'second-factor') throw new ProblemError('second-factor-required')
  if (caller.zone.outside) throw new ProblemError('second-factor-missing')
  const age = services.clock().getTime() - caller.signIn.passwordAt.getTime()
  if (age > freshness) throw new ProblemError('sign-in-not-fresh')
  if (caller.hasSecondFactor && caller.signIn.secondFactorAt === null) throw new ProblemError('second-factor-required')
}

function record(services: Services, queries: Queries, caller: Caller, kind: EventKind): Promise<void> {
  return services.events.record(queries, {
    at: services.clock(),
    kind,
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: { zone: caller.zone.id },
  })
}

const about = (person: string) => `second-factor:${person}`
