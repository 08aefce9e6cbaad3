import { type Expression, sql } from 'kysely'
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
    .where((e) => {
      const names = sql<string>`concat_ws(' ', ${plain(e.ref('name'))}, ${plain(spelledOut(e.ref('name')))}, account)`
      return e.and(words.map((word) => sql<boolean>`${names} like ${sql`'%' || ${likeable(word)} || '%'`}`))
    })
    .orderBy(sql`account not like ${likeable(text.trim())} || '%'`)
    .orderBy('name')
    .orderBy('account')
    .limit(20)
    .execute()
}

/** Lower case without accents; letters that are no accented ones stand beside those that they are typed as. */
function plain(text: Expression<string>) {
  return sql<string>`translate(replace(regexp_replace(normalize(lower(${text}), NFD), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'ıłđøð', 'ildod')`
}

/** As German names are written where there are no umlauts. */
function spelledOut(text: Expression<string>) {
  return sql<string>`replace(replace(replace(lower(${text}), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')`
}

/** % and _ are wildcards of LIKE, and the text is only a text. */
function likeable(text: string) {
  return plain(sql.val(text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)))
}
