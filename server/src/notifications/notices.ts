import type { Notice } from '@nahtlos/contract/notifications/notice'
import { notificationsIn } from '@nahtlos/core/configuration/in-department'
import { wordsOf } from '@nahtlos/core/notifications/notice-words'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

/** Notices shown at most. */
const most = 200

/** A person's notices, newest first. */
export async function noticesOf(
  { database: queries, published }: Services,
  { id: person, department }: Pick<Caller['person'], 'id' | 'department'>,
): Promise<{ unread: number; notices: Notice[] }> {
  const rows = await queries
    .selectFrom('notice')
    .select(['id', 'kind', 'about', 'at', 'read_at'])
    .where('person', '=', person)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  const city = published.current()?.configuration.notifications
  const rules = city === undefined ? undefined : notificationsIn(city, department)
  const notices = rows.map(({ id, kind, about, at, read_at }): Notice => {
    const { title, text, page } = wordsOf(rules, kind)
    return { id, kind, at: at.toISOString(), title, text, about, page, readAt: read_at?.toISOString() ?? null }
  })
  return { unread: await unreadOf(queries, person), notices }
}

/** Marks those of these notices that are the person's own; others are passed over as if they weren't there. */
export async function readNotices(queries: Queries, person: string, ids: readonly string[], at: Date): Promise<number> {
  await queries
    .updateTable('notice')
    .set({ read_at: at })
    .where('person', '=', person)
    .where('id', 'in', [...ids])
    .where('read_at', 'is', null)
    .execute()
  return unreadOf(queries, person)
}

async function unreadOf(queries: Queries, person: string): Promise<number> {
  const row = await queries
    .selectFrom('notice')
    .select((e) => e.fn.countAll<number>().as('unread'))
    .where('person', '=', person)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.unread
}
