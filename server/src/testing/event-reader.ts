import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { databaseRole } from '../database/cluster.ts'
import { openDatabase } from '../database/database.ts'
import { databaseName } from '../database/private-postgresql.ts'
import type { EventKind } from '../events/event-log.ts'

/** Reads the log of a running server, past its API: tests of what is recorded ask the database itself. */
export interface EventReader extends AsyncDisposable {
  /** The details of all events of a kind, oldest first. */
  detailsOf(kind: EventKind): Promise<Record<string, unknown>[]>
}

/** `directory` is that of the server's own PostgreSQL. */
export async function eventReader(directory: string): Promise<EventReader> {
  const [, , , , host] = (await readFile(join(directory, 'postmaster.pid'), 'utf8')).split('\n')
  if (host === undefined) throw new Error(`${directory} has no PostgreSQL running`)
  const database = openDatabase({ host, user: databaseRole, database: databaseName }, pino({ level: 'silent' }))
  return {
    detailsOf: async (kind) => {
      const rows = await database.selectFrom('event').select('details').where('kind', '=', kind).orderBy('id').execute()
      return rows.map(({ details }) => details as Record<string, unknown>)
    },
    [Symbol.asyncDispose]: () => database.destroy(),
  }
}
