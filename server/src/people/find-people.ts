import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/** People whose name or account contains the text, at most 20; those whose account begins with it come first. */
export async function findPeople(queries: Queries, text: string) {
  // % and _ are wildcards of LIKE, and the text is only a text.
  const pattern = text.trim().replaceAll(/[\\%_]/g, (character) => `\\${character}`)
  return queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department'])
    .where((e) => e.or([e('name', 'ilike', `%${pattern}%`), e('account', 'like', `%${pattern.toLowerCase()}%`)]))
    .orderBy(sql`account not like ${`${pattern.toLowerCase()}%`}`)
    .orderBy('name')
    .orderBy('account')
    .limit(20)
    .execute()
}
