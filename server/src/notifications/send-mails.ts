import { Notifications } from '@nahtlos/contract/configuration/notifications'
import { notificationsIn } from '@nahtlos/core/configuration/in-department'
import { compose } from '@nahtlos/core/notifications/compose'
import type { Queries } from '../database/database.ts'
import type { ServerConfiguration } from '../server-configuration.ts'
import type { Services } from '../services.ts'
import type { PostOffice } from './post-office.ts'

const minute = 60_000
/** Milliseconds to the next attempt, by how many there were; the last one holds for all that follow. */
const pauses = [1, 5, 15, 60, 240, 720].map((minutes) => minutes * minute)

/**
 * Sends what is due, one mail after the other, until nothing is or the mail server is away.
 *
 * Never lost: a mail stays until the mail server has taken it. Never doubled: its row is locked while it is sent, so
 * no other replica sends it too. Where the connection to the database breaks between the mail server's word and its
 * record, the mail goes out again under the same Message-ID, by which mail programs drop the second one; to leave
 * that out would be to lose mails instead.
 *
 * @returns how many were sent, and whether the mail server was away
 */
export async function sendMails(services: Services, office: PostOffice): Promise<{ sent: number; away: boolean }> {
  const { mail } = services.server
  if (mail === null) return { sent: 0, away: false }
  for (let sent = 0; ; ) {
    const outcome = await services.database
      .transaction()
      .execute((transaction) => sendNext(services, mail, transaction, office))
    if (outcome === 'nothing') return { sent, away: false }
    if (outcome === 'away') return { sent, away: true }
    if (outcome === 'sent') sent++
  }
}

async function sendNext(
  services: Services,
  mail: NonNullable<ServerConfiguration['mail']>,
  queries: Queries,
  office: PostOffice,
): Promise<'nothing' | 'sent' | 'later' | 'refused' | 'away' | 'unnecessary'> {
  const now = services.clock()
  const next = await queries
    .selectFrom('mail')
    .innerJoin('person', 'person.id', 'mail.person')
    .select([
      'mail.id',
      'mail.attempts',
      'mail.made_at',
      'daily_on',
      'person.mail as address',
      'person.language',
      'department',
    ])
    .where('sent_at', 'is', null)
    .where('refused_at', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('mail.id')
    .limit(1)
    .forUpdate('mail')
    .skipLocked()
    .executeTakeFirst()
  if (next === undefined) return 'nothing'
  const notices = await queries
    .selectFrom('notice')
    .select('kind')
    .where('mail', '=', next.id)
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
  // The address was taken away meanwhile, or what it told of was deleted.
  if (next.address === null || notices.length === 0) {
    await queries.deleteFrom('mail').where('id', '=', next.id).execute()
    return 'unnecessary'
  }
  const city =
    services.published.current()?.configuration.notifications ??
    Notifications.parse({ kind: 'Notifications', id: 'notifications' })
  const kinds = notices.map(({ kind }) => kind)
  const letter = compose(
    notificationsIn(city, next.department),
    kinds,
    next.daily_on !== null,
    next.language,
    mail.portal,
  )
  const posted = await office.post({ id: next.id, to: next.address, date: next.made_at, ...letter })
  // Where nothing can be sent, this one is no worse than the others; only they shall have their turn before it.
  const attempts = next.attempts + (posted.outcome === 'away' ? 0 : 1)
  const pause = pauses[Math.min(Math.max(attempts, 1), pauses.length) - 1] ?? minute
  await queries
    .updateTable('mail')
    .set({
      attempts,
      trouble: posted.trouble,
      sent_at: posted.outcome === 'sent' ? now : null,
      refused_at: posted.outcome === 'refused' ? now : null,
      next_at: posted.outcome === 'sent' ? next.made_at : new Date(now.getTime() + pause),
    })
    .where('id', '=', next.id)
    .execute()
  if (posted.outcome !== 'sent') services.log.warn({ mail: next.id, outcome: posted.outcome, attempts }, 'a mail waits')
  return posted.outcome
}

/** When the next mail is due; null where none waits. */
export async function nextMailAt(queries: Queries): Promise<Date | null> {
  const row = await queries
    .selectFrom('mail')
    .select((e) => e.fn.min('next_at').as('at'))
    .where('sent_at', 'is', null)
    .where('refused_at', 'is', null)
    .executeTakeFirst()
  return row?.at ?? null
}
