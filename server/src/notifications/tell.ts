import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Text } from '@nahtlos/contract/text'
import { noticeWords } from '@nahtlos/core/notifications/notice-words'
import { mailDue } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

export interface Tiding {
  readonly people: readonly string[]
  readonly kind: NoticeKind
  /** What happened, e.g. the id of a record: each person is told of one key once, whoever tells it again. */
  readonly key: string
  /** Which thing, for the portal only; never in a mail. */
  readonly about?: Text
}

/**
 * Tells people something, in the portal and, where it is urgent or they want it so, by a mail of its own: both or
 * neither. Given a transaction, they are told exactly where the deed stands.
 */
export async function tell(services: Services, queries: Queries, tiding: Tiding): Promise<void> {
  if (!queries.isTransaction)
    return await queries.transaction().execute((transaction) => tell(services, transaction, tiding))
  const people = [...new Set(tiding.people)]
  if (people.length === 0) return
  const at = services.clock()
  const notices = await queries
    .insertInto('notice')
    .values(
      people.map((person) => ({
        key: `${tiding.kind} ${tiding.key} ${person}`,
        person,
        kind: tiding.kind,
        about: tiding.about === undefined ? null : JSON.stringify(tiding.about),
        at,
        read_at: null,
        mail: null,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning(['id', 'person'])
    .execute()
  // Without a mail server nothing is queued: it would all go out, years old, on the day when there is one.
  if (notices.length === 0 || services.server.mail === null) return
  const told = notices.map(({ person }) => person)
  const mailed = new Set(await peopleToMail(queries, told, noticeWords[tiding.kind].urgent))
  for (const notice of notices.filter(({ person }) => mailed.has(person))) {
    const { id } = await queries
      .insertInto('mail')
      .values({ ...waiting(at), person: notice.person, daily_on: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    await queries.updateTable('notice').set({ mail: id }).where('id', '=', notice.id).execute()
  }
  if (mailed.size > 0) await notify(queries, mailDue, '')
}

function waiting(at: Date) {
  return { made_at: at, next_at: at, sent_at: null, refused_at: null, trouble: null }
}

/** Of these people those who have an address and get a mail at once. */
async function peopleToMail(queries: Queries, people: readonly string[], urgent: boolean): Promise<string[]> {
  let query = queries
    .selectFrom('person')
    .leftJoin('mail_choice', 'mail_choice.person', 'person.id')
    .select('person.id')
    .where('person.id', 'in', [...people])
    .where('person.mail', 'is not', null)
  if (!urgent) query = query.where('rhythm', '=', 'at-once')
  return (await query.execute()).map(({ id }) => id)
}
