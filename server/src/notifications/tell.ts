import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Text } from '@nahtlos/contract/text'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

export interface Tiding {
  readonly people: readonly string[]
  readonly kind: NoticeKind
  /** What happened, e.g. the id of a record: each person is told of one key once, whoever tells it again. */
  readonly key: string
  /** Which thing, for the portal only; never in a mail. */
  readonly about?: Text
}

/** Tells people something. Given a transaction, they are told exactly where the deed stands. */
export async function tell({ clock }: Services, queries: Queries, tiding: Tiding): Promise<void> {
  const people = [...new Set(tiding.people)]
  if (people.length === 0) return
  const at = clock()
  await queries
    .insertInto('notice')
    .values(
      people.map((person) => ({
        key: `${tiding.kind} ${tiding.key} ${person}`,
        person,
        kind: tiding.kind,
        about: tiding.about === undefined ? null : JSON.stringify(tiding.about),
        at,
        read_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}
