import type { MailQueue } from '@nahtlos/contract/api/notifications'
import { mailDue } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/** What waits and what was refused. */
export async function readMailQueue({ database, server }: Services): Promise<MailQueue> {
  const { waiting, oldest } = await database
    .selectFrom('mail')
    .select((e) => [e.fn.countAll<number>().as('waiting'), e.fn.min('made_at').as('oldest')])
    .where('sent_at', 'is', null)
    .where('refused_at', 'is', null)
    .executeTakeFirstOrThrow()
  const refused = await database
    .selectFrom('mail')
    .innerJoin('person', 'person.id', 'mail.person')
    .select(['mail.id', 'person.name', 'refused_at', 'attempts', 'trouble'])
    .where('refused_at', 'is not', null)
    .orderBy('refused_at', 'desc')
    .limit(200)
    .execute()
  return {
    configured: server.mail !== null,
    waiting,
    oldest: oldest?.toISOString() ?? null,
    refused: refused.map(({ id, name, refused_at, attempts, trouble }) => ({
      id,
      person: name,
      at: refused_at?.toISOString() ?? '',
      attempts,
      trouble: trouble ?? '',
    })),
  }
}

export async function retryMail(services: Services, mail: string): Promise<MailQueue> {
  const tried = await services.database
    .updateTable('mail')
    .set({ refused_at: null, next_at: services.clock() })
    .where('id', '=', mail)
    .where('refused_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  if (tried === undefined) throw new ProblemError('not-found')
  await notify(services.database, mailDue, '')
  return readMailQueue(services)
}
