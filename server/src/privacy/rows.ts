import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Catalogue } from './catalogue.ts'

export type Rows = Record<string, Record<string, unknown>[]>

/** Which rows of a table; the condition speaks of the table by its own name. */
export interface Part {
  readonly table: string
  readonly condition: RawBuilder<unknown>
}

/**
 * The rows of a part and everything that hangs on them by foreign keys, deepest first: the order in which they can be
 * deleted. A table stands in it once for each way that leads to it.
 */
export function withDependents(catalogue: Catalogue, part: Part, above: readonly string[] = []): Part[] {
  const inner = catalogue.references
    .filter(({ to, table, onDelete }) => to === part.table && table !== part.table && onDelete !== 'set-null')
    .filter(({ table }) => !above.includes(table))
    .flatMap(({ table, column, toColumn }) =>
      withDependents(
        catalogue,
        {
          table,
          condition: sql`${sql.ref(`${table}.${column}`)} in
            (select ${sql.ref(toColumn)} from ${sql.table(part.table)} where ${part.condition})`,
        },
        [...above, part.table],
      ),
    )
  return [...inner, part]
}

/** The rows of these parts, by table and each once, without what is secret: keys, hashes and sealed bytes. */
export async function gather(queries: Queries, catalogue: Catalogue, parts: readonly Part[]): Promise<Rows> {
  if (parts.length === 0) return {}
  // One question for all tables: some thirty of them one after the other would each wait for its turn.
  const selects = [...Map.groupBy(parts, (part) => part.table)].map(([table, ways]) => {
    const columns = catalogue.columns.filter((each) => each.table === table && !isSecret(each))
    const selected = sql.join(columns.map(({ column }) => sql.ref(`${table}.${column}`)))
    return sql`select ${table}::text as name, (select json_agg(found) from (
      select ${selected} from ${sql.table(table)} where ${anyOf(table, ways)}) as found) as rows`
  })
  const { rows } = await sql<{ name: string; rows: Rows[string] | null }>`
    ${sql.join(selects, sql` union all `)}`.execute(queries)
  return Object.fromEntries(rows.flatMap((one) => (one.rows === null ? [] : [[one.name, one.rows]])))
}

/** Rows that any of these ways leads to. Each way uses its own index; one condition with "or" could use none. */
function anyOf(table: string, ways: readonly Part[]): RawBuilder<unknown> {
  const [only] = ways
  if (ways.length === 1 && only !== undefined) return only.condition
  const places = ways.map(({ condition }) => sql`select ctid from ${sql.table(table)} where ${condition}`)
  return sql`${sql.ref(`${table}.ctid`)} in (${sql.join(places, sql` union `)})`
}

function isSecret({ column, type }: { readonly column: string; readonly type: string }): boolean {
  return type === 'bytea' || /hash|secret|token|private/.test(column)
}

/** Deletes the rows of these parts; answers how many went, by table. */
export async function remove(queries: Queries, parts: readonly Part[]): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const { table, condition } of parts) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${condition}`.execute(queries)
    if (numAffectedRows) gone[table] = (gone[table] ?? 0) + Number(numAffectedRows)
  }
  return gone
}
