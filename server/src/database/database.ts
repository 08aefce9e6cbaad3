import { setTimeout } from 'node:timers/promises'
import { Kysely, PostgresDialect, type PostgresPool, sql, type Transaction } from 'kysely'
import { type ClientConfig, Pool, type PoolClient, types } from 'pg'
import type { Logger } from 'pino'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
/** What a query needs: the database, or a transaction on it. */
export type Queries = Database | Transaction<Tables>

const patience = 10_000

/** Opens a pool of connections. While PostgreSQL restarts, a query waits for it instead of failing. */
export function openDatabase(connection: ClientConfig, log: Logger): Database {
  const pool = new Pool({ ...connection, max: 16, application_name: 'nahtlos', types: { getTypeParser } })
  pool.on('error', (error) => log.debug(error, 'an idle database connection broke'))
  // While a client is in use the pool doesn't listen, and an error event that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', (error) => log.debug(error, 'a database connection broke')))
  const patient: PostgresPool = {
    // Kysely asks for a pool's own client; the retrying pool hands out exactly these.
    connect: () => connectPatiently(pool) as ReturnType<PostgresPool['connect']>,
    end: () => pool.end(),
    options: pool.options,
  }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: patient }) })
}

async function connectPatiently(pool: Pool): Promise<PoolClient> {
  for (let waited = 0, pause = 10; ; pause = Math.min(pause * 2, 500)) {
    try {
      return await pool.connect()
    } catch (error) {
      if (!isUnavailable(error) || waited >= patience) throw error
      await setTimeout(pause)
      waited += pause
    }
  }
}

/** Whether the database could not be reached, as opposed to not liking the query. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  // Class 08: connection exception; 57P0x: shut down, crashed, cannot connect now.
  if (typeof code === 'string' && /^(08\w{3}|57P0[123]|ENOENT|ECONN\w+|EPIPE)$/.test(code)) return true
  return /Connection terminated|not queryable/.test(error.message)
}

const dateOid = 1082
const bigintOid = 20

/** Calendar dates stay text (a date has no time zone); counters fit into a number. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === dateOid) return (text: string) => text
  if (oid === bigintOid) return Number
  return types.getTypeParser(oid, format)
}

/** Tells all replicas, when the transaction commits, that something changed. */
export async function notify(queries: Queries, channel: string, payload: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(queries)
}
