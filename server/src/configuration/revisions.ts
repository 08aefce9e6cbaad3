import type { Revision } from '@nahtlos/contract/api/administration'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Queries } from '../database/database.ts'

/** The number of the revision in force; null before the first. */
export async function newestRevision(queries: Queries): Promise<number | null> {
  const row = await queries
    .selectFrom('revision')
    .select((e) => e.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? null
}

/** The files of a revision as they were published; null where there is no such revision. */
export async function revisionFiles(queries: Queries, revision: number): Promise<ConfigurationFile[] | null> {
  const rows = await queries
    .selectFrom('revision_file')
    .select(['path', 'content'])
    .where('revision', '=', revision)
    .orderBy('position')
    .execute()
  if (rows.length === 0) return null
  return rows.map(({ path, content }) => ({ path, text: content.toString('utf8') }))
}

/** All revisions, newest first. */
export async function listRevisions(queries: Queries): Promise<Revision[]> {
  const rows = await queries.selectFrom('revision').selectAll().orderBy('number', 'desc').execute()
  return rows.map(({ number, published_at, author, reason, documents }) => ({
    number,
    publishedAt: published_at.toISOString(),
    author,
    reason,
    documents,
  }))
}
