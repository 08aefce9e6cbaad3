import { sql } from 'kysely'
import { mailDue } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import type { Services } from '../services.ts'

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
    // One statement each, however many: a whole city can have something to be told. Who has had today's keeps what
    // came later for tomorrow's. Whoever is told at once gets here what came while she was told daily.
    const made = await sql`insert into mail (person, daily_on, made_at, next_at)
      select person.id, ${date}, ${now}, ${now} from person left join mail_choice on mail_choice.person = person.id
      where person.mail is not null and rhythm is distinct from 'never' and exists (select from notice
        where notice.person = person.id and notice.mail is null and read_at is null)
      on conflict (person, daily_on) do nothing`.execute(transaction)
    if (!made.numAffectedRows) return
    await sql`update notice set mail = mail.id from mail
      where mail.person = notice.person and daily_on = ${date} and made_at = ${now} and sent_at is null
        and notice.mail is null and read_at is null`.execute(transaction)
    await notify(transaction, mailDue, '')
  })
}
