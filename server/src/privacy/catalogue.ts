import { sql } from 'kysely'
import type { Database, Queries } from '../database/database.ts'

/** One foreign key of one column. */
export interface Reference {
  readonly table: string
  readonly column: string
  readonly to: string
  readonly toColumn: string
  /** What the database does when what is referred to is deleted. */
  readonly onDelete: 'nothing' | 'cascade' | 'set-null'
  readonly nullable: boolean
}

export interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
}

/**
 * The tables as they are now, whichever capability made them: so that none can be forgotten here. A column that the
 * database makes of others of its row says nothing that they do not, and goes with them.
 */
export interface Catalogue {
  readonly references: readonly Reference[]
  readonly columns: readonly Column[]
  readonly tables: readonly string[]
}

const known = new WeakMap<Database, { readonly migrations: number; readonly catalogue: Catalogue }>()

/** The tables for who only reads: looked at again when a migration, of this process or of another, changed them. */
export async function knownCatalogue(database: Database): Promise<Catalogue> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from migration`.execute(database)
  const migrations = rows[0]?.count ?? 0
  const before = known.get(database)
  if (before?.migrations === migrations) return before.catalogue
  const catalogue = await readCatalogue(database)
  known.set(database, { migrations, catalogue })
  return catalogue
}

export async function readCatalogue(queries: Queries): Promise<Catalogue> {
  const references = await sql<Reference>`
    select source.relname as "table", attribute.attname as "column", target.relname as "to",
      target_attribute.attname as "toColumn", not attribute.attnotnull as nullable,
      case confdeltype when 'c' then 'cascade' when 'n' then 'set-null' else 'nothing' end as "onDelete"
    from pg_constraint
      join pg_class source on source.oid = conrelid
      join pg_class target on target.oid = confrelid
      join pg_attribute attribute on attribute.attrelid = conrelid and attribute.attnum = conkey[1]
      join pg_attribute target_attribute on target_attribute.attrelid = confrelid and target_attribute.attnum = confkey[1]
    where contype = 'f' and connamespace = 'public'::regnamespace and array_length(conkey, 1) = 1
    order by 1, 2
  `.execute(queries)
  const columns = await sql<Column>`
    select relname as "table", attname as "column", format_type(atttypid, null) as type, not attnotnull as nullable
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
      and attgenerated = ''
    order by 1, attnum
  `.execute(queries)
  const tables = [...new Set(columns.rows.map(({ table }) => table))]
  return { references: references.rows, columns: columns.rows, tables }
}

/**
 * Whose a row is. A column named `person` or `holder` that refers to a person says that the row is hers; any other name
 * says in what part she acted for somebody else. Every table of the product keeps to it.
 */
export function isOwner(reference: Reference): boolean {
  return reference.to === 'person' && (reference.column === 'person' || reference.column === 'holder')
}
