import { sql } from 'kysely'
import type { Database } from './database.ts'
import { migrations } from './migrations.ts'

const migrationLock = 7_265_401

/** Applies what is missing, each in a transaction of its own; replicas that start together wait for each other. */
export async function migrate(database: Database): Promise<string[]> {
  const applied: string[] = []
  await database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection)
    try {
      await sql`create table if not exists migration (
        name text primary key, applied_at timestamptz not null default now())`.execute(connection)
      const done = await sql<{ name: string }>`select name from migration`.execute(connection)
      const names = new Set(done.rows.map((row) => row.name))
      for (const migration of migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        if (names.has(migration.name)) continue
        await connection.transaction().execute(async (transaction) => {
          await sql.raw(migration.sql).execute(transaction)
          await sql`insert into migration (name) values (${migration.name})`.execute(transaction)
        })
        applied.push(migration.name)
      }
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection)
    }
  })
  return applied
}
