import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

const space = 7_265_410

/**
 * Between looking whether all chunks of a snapshot are there and making it a version, nothing of this person may be
 * collected. Moves of heads share the lock, the collector has it alone; it ends with the transaction.
 */
export async function shareWithCollector(queries: Queries, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${space}, hashtext(${person}))`.execute(queries)
}

export async function collectAlone(queries: Queries, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${space}, hashtext(${person}))`.execute(queries)
}
