import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { formerStaff } from './former-staff.ts'
import { patternOf, textOf } from './free-text.ts'

/**
 * Takes a person out of revisions that were in force once and of drafts that were published: her account and her name
 * become "former-staff", which nobody is. Such a revision is signed anew, so that it can still be read and brought back;
 * one whose signature was not good before gets no good one by this. As other words of others they are rewritten and not
 * deleted, so the evidence does not count them.
 */
export async function forgetInRevisions(
  { revisionKeys }: Services,
  queries: Queries,
  words: readonly string[],
): Promise<void> {
  const pattern = patternOf(words)
  const text = textOf(sql`content`)
  const names = sql`(${text} ~* ${pattern} or path ~* ${pattern})`
  const without = (cell: typeof text) => sql`regexp_replace(${cell}, ${pattern}, ${formerStaff.account}, 'gi')`
  const { rows: named } = await sql<{ revision: number }>`
    select distinct revision from revision_file where ${names}`.execute(queries)
  const good: number[] = []
  for (const { revision } of named) if ((await revisionKeys.load(queries, revision)) !== null) good.push(revision)
  for (const table of ['revision_file', 'draft_file'])
    await sql`
      update ${sql.table(table)} set content = convert_to(${without(text)}, 'UTF8'), path = ${without(sql`path`)}
      where ${names}`.execute(queries)
  for (const revision of good) await revisionKeys.signAnew(queries, revision)
}
