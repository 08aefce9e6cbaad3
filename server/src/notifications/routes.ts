import * as routes from '@nahtlos/contract/api/notifications'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { noticesOf, readNotices } from './notices.ts'

/** What I am told. */
export function notificationRoutes(api: Api): void {
  const { database, clock } = api.services

  implement(api, routes.myNotices, ({ caller }) => noticesOf(database, caller.person.id))
  implement(api, routes.readNotices, async ({ caller, body }) => ({
    unread: await readNotices(database, caller.person.id, body.notices, clock()),
  }))
}
