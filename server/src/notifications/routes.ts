import * as routes from '@nahtlos/contract/api/notifications'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { chooseMail, mailChoiceOf } from './mail-choice.ts'
import { readMailQueue, retryMail } from './mail-queue.ts'
import { noticesOf, readNotices } from './notices.ts'

/** What I am told, and how; and what became of the mails. */
export function notificationRoutes(api: Api): void {
  const { services } = api
  const { database, clock } = services

  implement(api, routes.myNotices, ({ caller }) => noticesOf(services, caller.person))
  implement(api, routes.readNotices, async ({ caller, body }) => ({
    unread: await readNotices(database, caller.person.id, body.notices, clock()),
  }))
  implement(api, routes.mailChoice, ({ caller }) => mailChoiceOf(services, caller.person.id))
  implement(api, routes.chooseMail, async ({ caller, body }) => {
    await chooseMail(services, caller.person.id, body.rhythm)
    return mailChoiceOf(services, caller.person.id)
  })
  implement(api, routes.mailQueue, () => readMailQueue(services))
  implement(api, routes.retryMail, ({ params }) => retryMail(services, params.mail))
}
