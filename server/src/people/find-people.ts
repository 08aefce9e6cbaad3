import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/**
 * People whose name or account contains every word of the text, in any order, at most 20; those whose account begins
 * with it come first. Accents and case make no difference, so that everybody can be found with the keyboard at hand:
 * "yilmaz" finds Yılmaz, "muller" and "mueller" find Müller.
 */
export async function findPeople(queries: Queries, text: string) {
  const words = text.split(/\s+/).filter(Boolean)
  return queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'department'])
    .where('departed_at', 'is', null)
    .where((e) => e.and(words.map((word) => sql<boolean>`searched like '%' || ${likeable(word)} || '%'`)))
    .orderBy(sql`account not like ${likeable(text.trim())} || '%'`)
    .orderBy('name')
    .orderBy('account')
    .limit(20)
    .execute()
}

/** % and _ are wildcards of LIKE, and the text is only a text. */
function likeable(text: string) {
  return sql<string>`searchable(${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)})`
}
