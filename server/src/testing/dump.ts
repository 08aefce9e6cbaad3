import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { databaseRole } from '../database/cluster.ts'
import type { Database } from '../database/database.ts'
import { postgresqlPrograms } from '../database/postgresql-programs.ts'

/** A backup of a test server's database, as text. */
export async function dumpOf(database: Database): Promise<string> {
  const programs = await postgresqlPrograms(null)
  const { rows } = await sql<{ unix_socket_directories: string }>`show unix_socket_directories`.execute(database)
  const host = rows[0]?.unix_socket_directories ?? ''
  const dump = await promisify(execFile)(join(programs, 'pg_dump'), ['-h', host, '-U', databaseRole, 'nahtlos'], {
    maxBuffer: 1e9,
  })
  return dump.stdout
}

/** The rows of a dump by their table, each as the line that it is. */
export function rowsOfDump(dump: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let table: string | null = null
  for (const line of dump.split('\n')) {
    const begun = /^COPY public\.(\w+) /.exec(line)?.[1]
    if (begun !== undefined) {
      table = begun
      found.set(table, [])
    } else if (line === '\\.') table = null
    else if (table !== null) found.get(table)?.push(line)
  }
  return found
}
