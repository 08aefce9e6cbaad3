import type { MailRhythm, mailChoice } from '@nahtlos/contract/api/notifications'
import { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { z } from 'zod'
import type { Services } from '../services.ts'

/** How somebody wants to be told by mail; daily, where she chose nothing. */
export async function mailChoiceOf(services: Services, person: string): Promise<z.output<typeof mailChoice.answer>> {
  const row = await services.database
    .selectFrom('person')
    .leftJoin('mail_choice', 'mail_choice.person', 'person.id')
    .select(['mail', 'rhythm'])
    .where('person.id', '=', person)
    .executeTakeFirstOrThrow()
  const city = services.published.current()?.configuration.notifications
  const { dailyMailAt } = city ?? Notifications.parse({ kind: 'Notifications', id: 'notifications' })
  return { rhythm: row.rhythm ?? 'daily', address: row.mail, sent: services.server.mail !== null, dailyMailAt }
}

export async function chooseMail({ database }: Services, person: string, rhythm: MailRhythm): Promise<void> {
  await database
    .insertInto('mail_choice')
    .values({ person, rhythm })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ rhythm }))
    .execute()
}
