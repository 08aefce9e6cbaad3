import { sql } from 'kysely'
import type { Services } from '../services.ts'

/**
 * Writes every table anew and lets go of the old pages, statistics and write-ahead logs: a deleted row stays in them
 * for a while otherwise. A few seconds for tens of thousands of people; each table is locked while its turn lasts.
 * With a database of your own, rights may be missing for some of it: it is said then, and is your vacuuming's work.
 */
export async function scrub({ database, log }: Services): Promise<void> {
  await database.connection().execute(async (connection) => {
    const attempt = async (statement: string) => {
      try {
        await sql.raw(statement).execute(connection)
      } catch (error) {
        log.warn({ err: error, statement }, 'old pages could not be cleared')
      }
    }
    await attempt('vacuum (full, analyze)')
    await attempt('vacuum (full) pg_statistic')
    // The log of the rewriting begins a new segment; two checkpoints let go of all that came before.
    await attempt('select pg_switch_wal()')
    await attempt('checkpoint')
    await attempt('select pg_switch_wal()')
    await attempt('checkpoint')
  })
}
