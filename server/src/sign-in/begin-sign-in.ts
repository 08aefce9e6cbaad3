import { zoneOf } from '../access/zone-of.ts'
import type { Place } from '../http/place.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import {
  accountSubject,
  addressSubject,
  dropOldAttempts,
  forgetAttempts,
  reserveAttempt,
  takeAttemptBack,
} from './attempts.ts'
import { absoluteLifetime, idleLifetime } from './lifetime.ts'
import { passwordMatches } from './password.ts'
import { newToken, tokenHash } from './token.ts'

/**
 * Checks account and password and begins a sign-in; answers its token. What was wrong is not told, and takes the same
 * time whatever it was: `sign-in-refused`, or `sign-in-delayed` after too many attempts.
 */
export async function beginSignIn(
  services: Services,
  place: Place,
  given: { readonly account: string; readonly password: string },
): Promise<string> {
  const { database, clock, events } = services
  const account = given.account.trim().toLowerCase()
  const zone = zoneOf(services.published.current(), { ...place, at: clock().toISOString(), secondFactor: false })
  const subjects = { address: addressSubject(place.clientAddress), account: accountSubject(account, zone.outside) }
  await reserveAttempt(services, subjects.address)
  await reserveAttempt(services, subjects.account)

  const found = await database
    .selectFrom('person')
    .innerJoin('credential', 'credential.person', 'person.id')
    .select(['person.id', 'password_hash'])
    .where('account', '=', account)
    // Who left is nobody here, and is told no more than that.
    .where('departed_at', 'is', null)
    .executeTakeFirst()
  const matches = await passwordMatches(given.password, found?.password_hash ?? null)
  const event = { at: clock(), clientAddress: place.clientAddress }
  if (!matches || found === undefined) {
    // An account that doesn't exist may be a password in the wrong field, so it isn't written down.
    const details = { account: found === undefined ? null : account, zone: zone.id }
    await events.record(database, { ...event, kind: 'sign-in.refused', actor: null, details })
    throw new ProblemError('sign-in-refused')
  }
  await forgetAttempts(services, subjects.account)
  await takeAttemptBack(services, subjects.address)
  await dropOld(services)
  const token = newToken()
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('sign_in')
      .values({
        token_hash: tokenHash(token),
        person: found.id,
        begun_at: event.at,
        password_at: event.at,
        second_factor_at: null,
        last_seen_at: event.at,
        client_address: place.clientAddress,
      })
      .execute()
    await events.record(transaction, {
      ...event,
      kind: 'sign-in.accepted',
      actor: found.id,
      details: { account, zone: zone.id },
    })
  })
  return token
}

async function dropOld(services: Services): Promise<void> {
  const now = services.clock().getTime()
  await services.database
    .deleteFrom('sign_in')
    .where((e) =>
      e.or([
        e('begun_at', '<', new Date(now - absoluteLifetime)),
        e('last_seen_at', '<', new Date(now - idleLifetime)),
      ]),
    )
    .execute()
  await dropOldAttempts(services)
}
