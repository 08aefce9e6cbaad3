import { createHash } from 'node:crypto'
import type { Evidence } from '@nahtlos/contract/api/privacy'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

/** Lets this transaction, and no other, delete from tables whose rows are only ever added. */
export async function beginErasing(queries: Queries): Promise<void> {
  await sql`select set_config('nahtlos.erasing', 'on', true)`.execute(queries)
}

/** Writes down that something was deleted, in the transaction that deletes it. */
export async function leaveEvidence(
  { clock, events }: Services,
  queries: Queries,
  deed: Pick<Evidence, 'class' | 'reason' | 'rows'> & { readonly subject: string; readonly by: string | null },
): Promise<Evidence> {
  const at = clock()
  const subject = createHash('sha256').update(deed.subject).digest()
  const { id } = await queries
    .insertInto('deletion_evidence')
    .values({ at, class: deed.class, reason: deed.reason, subject, rows: JSON.stringify(deed.rows), by: deed.by })
    .returning('id')
    .executeTakeFirstOrThrow()
  await events.record(queries, {
    at,
    kind: 'data.deleted',
    actor: deed.by,
    clientAddress: null,
    details: { evidence: id, class: deed.class, reason: deed.reason, rows: deed.rows },
  })
  const { class: kind, reason, rows } = deed
  return { id, at: at.toISOString(), class: kind, reason, subject: subject.toString('hex'), rows, by: null }
}

/** What was deleted, newest first. */
export async function evidenceOf(queries: Queries): Promise<Evidence[]> {
  const found = await queries
    .selectFrom('deletion_evidence')
    .leftJoin('person', 'person.id', 'deletion_evidence.by')
    .select(['deletion_evidence.id', 'at', 'class', 'reason', 'subject', 'rows', 'person.name'])
    .orderBy('at', 'desc')
    .orderBy('deletion_evidence.id')
    .limit(500)
    .execute()
  return found.map(({ id, at, class: kind, reason, subject, rows, name }) => ({
    id,
    at: at.toISOString(),
    class: kind,
    reason,
    subject: subject.toString('hex'),
    rows,
    by: name,
  }))
}
