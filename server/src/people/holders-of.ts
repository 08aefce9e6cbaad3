import type { StaffRole } from '@nahtlos/contract/access/context'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/** The ids of all who hold one of these roles. */
export async function holdersOf(queries: Queries, ...roles: readonly StaffRole[]): Promise<string[]> {
  const rows = await queries
    .selectFrom('person')
    .select('id')
    .where('departed_at', 'is', null)
    .where(sql<boolean>`roles && ${sql.val([...roles])}::text[]`)
    .execute()
  return rows.map(({ id }) => id)
}
