import type { myData } from '@nahtlos/contract/api/privacy'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Services } from '../services.ts'
import { isOwner, readCatalogue } from './catalogue.ts'
import { gather, type Rows, withDependents } from './rows.ts'

/** Tables in which something of hers hangs on something of others; they are listed as what she did. */
type OwnData = z.output<typeof myData.answer>

/**
 * Everything that is stored about a person, by table, whichever capability made it. What others did in her own cases
 * is in it; what she did in the cases of others is told as a number only, for those are theirs.
 */
export async function ownData(services: Services, id: string): Promise<OwnData> {
  const { database, clock } = services
  const catalogue = await readCatalogue(database)
  const rows: Rows = {}
  for (const { table, column } of catalogue.references.filter(isOwner)) {
    const own = { table, condition: sql`${sql.ref(`${table}.${column}`)} = ${id}` }
    for (const [name, found] of Object.entries(await gather(database, catalogue, withDependents(catalogue, own)))) {
      const known = new Set((rows[name] ?? []).map((row) => JSON.stringify(row)))
      rows[name] = [...(rows[name] ?? []), ...found.filter((row) => !known.has(JSON.stringify(row)))]
    }
  }
  const about = sql`actor = ${id} or position(${id} in details::text) > 0`
  const events = await gather(database, catalogue, [{ table: 'event', condition: about }])
  const [person = {}] =
    (await gather(database, catalogue, [{ table: 'person', condition: sql`id = ${id}` }])).person ?? []
  const acted: Record<string, number> = {}
  for (const { table, column } of catalogue.references.filter((each) => each.to === 'person' && !isOwner(each))) {
    const counted = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(database)
    const count = counted.rows[0]?.count ?? 0
    if (count > 0) acted[`${table}.${column}`] = count
  }
  return { at: clock().toISOString(), person: plain(person), rows: plain({ ...rows, ...events }), acted }
}

/** Dates as text, as JSON has them. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
