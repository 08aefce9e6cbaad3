import { mailDue } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import type { Services } from '../services.ts'
import { waiting } from './tell.ts'

/**
 * Makes the daily mails: one for each person who has unread notices that no mail told, once a day from the configured
 * hour on. May run at any time and as often as one likes.
 */
export async function makeDailyMails(services: Services): Promise<void> {
  const configuration = services.published.current()?.configuration
  if (configuration === undefined || services.server.mail === null) return
  const now = services.clock()
  const { date, hour, minute } = configuration.clockwork.at(now.toISOString())
  const wall = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  if (wall < configuration.notifications.dailyMailAt) return
  await services.database.transaction().execute(async (transaction) => {
    const due = await transaction
      .selectFrom('notice')
      .innerJoin('person', 'person.id', 'notice.person')
      .leftJoin('mail_choice', 'mail_choice.person', 'person.id')
      .select('person.id')
      .distinct()
      .where('notice.mail', 'is', null)
      .where('read_at', 'is', null)
      .where('person.mail', 'is not', null)
      .where((e) => e.or([e('rhythm', 'is', null), e('rhythm', '=', 'daily')]))
      .execute()
    if (due.length === 0) return
    const made = await transaction
      .insertInto('mail')
      .values(due.map(({ id }) => ({ ...waiting(now), person: id, daily_on: date })))
      // She has had today's; what came later waits for tomorrow's.
      .onConflict((conflict) => conflict.columns(['person', 'daily_on']).doNothing())
      .returning(['id', 'person'])
      .execute()
    for (const { id, person } of made) {
      await transaction
        .updateTable('notice')
        .set({ mail: id })
        .where('person', '=', person)
        .where('mail', 'is', null)
        .where('read_at', 'is', null)
        .execute()
    }
    if (made.length > 0) await notify(transaction, mailDue, '')
  })
}
