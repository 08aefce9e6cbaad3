import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Catalogue, Column } from './catalogue.ts'
import { formerStaff } from './former-staff.ts'

export interface Named {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly mail: string | null
}

/** Where no words of anybody stand, or others see to it: the directory itself, the files of revisions, what is signed. */
const notSearched = new Set([
  'person',
  'revision_file',
  'revision_key',
  'revision_signature',
  'draft_file',
  'migration',
])

/** Her full name, her address, her account where it is no ordinary word, and of her family names those that only she has. */
export async function wordsFor(queries: Queries, person: Named): Promise<string[]> {
  const own: string[] = []
  for (const family of familyNames(person.name)) if (!(await isShared(queries, person, family))) own.push(family)
  return [
    person.name,
    ...(person.mail === null ? [] : [person.mail]),
    ...(/[.-]/.test(person.account) ? [person.account] : []),
    ...own,
  ]
}

/** The last word of a name, and each half of a double one; without those too short to be told from ordinary words. */
export function familyNames(name: string): string[] {
  const last = name.trim().split(/\s+/).at(-1) ?? ''
  if (last === name.trim()) return []
  return [...new Set([last, ...last.split('-')])].filter((one) => one.length >= 4)
}

async function isShared(queries: Queries, person: Named, family: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from person where id <> ${person.id} and name ~* ${asWord(family)} limit 1`.execute(queries)
  return rows.length > 0
}

/** Puts "former staff" where others wrote her name into a reason, a note or a purpose. */
export async function forgetNames(queries: Queries, catalogue: Catalogue, words: readonly string[]): Promise<void> {
  const pattern = patternOf(words)
  for (const { table, column, type } of searched(catalogue)) {
    const [where, cell] = [sql.table(table), sql.ref(column)]
    const cast = sql.raw(type)
    await sql`
      update ${where} set ${cell} = regexp_replace(${cell}::text, ${pattern}, ${formerStaff.name}, 'gi')::${cast}
      where ${cell}::text ~* ${pattern}`.execute(queries)
  }
}

/** In how many cells of which columns others wrote a family name that somebody else has, too: people look there. */
export async function mentionsOf(
  queries: Queries,
  catalogue: Catalogue,
  person: Named,
): Promise<{ where: string; count: number }[]> {
  const shared: string[] = []
  for (const family of familyNames(person.name)) if (await isShared(queries, person, family)) shared.push(family)
  if (shared.length === 0) return []
  const found: { where: string; count: number }[] = []
  for (const { table, column } of searched(catalogue)) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.ref(column)}::text ~* ${patternOf(shared)}
    `.execute(queries)
    const count = Number(rows[0]?.count ?? 0)
    if (count > 0) found.push({ where: `${table}.${column}`, count })
  }
  return found
}

function searched(catalogue: Catalogue): Column[] {
  return catalogue.columns.filter(({ table, type }) => (type === 'text' || type === 'jsonb') && !notSearched.has(table))
}

/** A regular expression of PostgreSQL that finds any of these words whole. */
export function patternOf(words: readonly string[]): string {
  return words.map(asWord).join('|')
}

/** Bytes as a text of the database's language: what is converted is one of none, to which ö and Ö are not the same. */
export function textOf(bytes: RawBuilder<unknown>): RawBuilder<string> {
  return sql`convert_from(${bytes}, 'UTF8') collate "default"`
}

/** A word as a regular expression of PostgreSQL that finds it whole. */
function asWord(word: string): string {
  return `\\m${word.replaceAll(/[\\^$.|?*+()[\]{}-]/g, String.raw`\$&`)}\\M`
}
