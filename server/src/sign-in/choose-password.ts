import type { Text } from '@nahtlos/contract/text'
import type { Caller } from '../access/caller.ts'
import { signInEnded } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { accountSubject, forgetAttempts, reserveAttempt } from './attempts.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { rotateToken } from './rotate-token.ts'

/** Replaces the caller's password and ends her other sign-ins; answers this one's new token. */
export async function choosePassword(
  services: Services,
  caller: Caller,
  given: { readonly present: string; readonly next: string },
): Promise<string> {
  const { database, clock, events } = services
  const { id, account } = caller.person
  if (caller.due === 'second-factor') throw new ProblemError('second-factor-required')
  if (caller.zone.outside && caller.due === 'set-up-second-factor') throw new ProblemError('second-factor-missing')
  const fault = weakness(given, account)
  if (fault !== null) throw new ProblemError('invalid-input', { fields: [{ path: 'next', message: fault }] })

  const subject = accountSubject(account, caller.zone.outside)
  await reserveAttempt(services, subject)
  const stored = await database
    .selectFrom('credential')
    .select('password_hash')
    .where('person', '=', id)
    .executeTakeFirst()
  const event = { actor: id, clientAddress: caller.context.clientAddress, details: {} }
  if (!(await passwordMatches(given.present, stored?.password_hash ?? null))) {
    await events.record(database, { ...event, at: clock(), kind: 'password.refused' })
    throw new ProblemError('sign-in-refused')
  }
  await forgetAttempts(services, subject)
  const hash = await hashPassword(given.next)
  return database.transaction().execute(async (transaction) => {
    const now = clock()
    await transaction
      .updateTable('credential')
      .set({ password_hash: hash, must_change: false, changed_at: now })
      .where('person', '=', id)
      .execute()
    const others = await transaction
      .deleteFrom('sign_in')
      .where('person', '=', id)
      .where('id', '!=', caller.signIn.id)
      .returning('id')
      .execute()
    for (const other of others) await notify(transaction, signInEnded, other.id)
    await events.record(transaction, { ...event, at: now, kind: 'password.changed' })
    return rotateToken(transaction, caller.signIn.id, { password_at: now })
  })
}

function weakness({ present, next }: { present: string; next: string }, account: string): Text | null {
  if (next === present)
    return { de: 'muss sich vom bisherigen Passwort unterscheiden', en: 'must differ from the present password' }
  if (next.toLowerCase().includes(account))
    return { de: 'darf Ihren Benutzernamen nicht enthalten', en: 'must not contain the account name' }
  if (new Set(next).size < 5)
    return { de: 'braucht mindestens fünf verschiedene Zeichen', en: 'needs at least five different characters' }
  return null
}
