import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from './database.ts'

export interface Leadership {
  close(): Promise<void>
}

const retryAfter = 1_000

/**
 * Runs `duty` on exactly one replica: the one that holds the advisory lock `key`. PostgreSQL frees the lock with the
 * connection, so when the leader dies another one takes over within about a second.
 *
 * @param duty runs until its signal is aborted; it shall return soon after. When it throws, another attempt follows.
 * @param checkEvery milliseconds between two checks that the lock is still held
 */
export function lead(
  database: Database,
  key: number,
  log: Logger,
  duty: (signal: AbortSignal) => Promise<void>,
  checkEvery = 1_000,
): Leadership {
  const end = new AbortController()
  const running = (async () => {
    while (!end.signal.aborted) {
      try {
        await database.connection().execute(async (connection) => {
          const asked = await sql<{ held: boolean }>`select pg_try_advisory_lock(${key}) as held`.execute(connection)
          if (asked.rows[0]?.held !== true) return
          try {
            await perform(connection)
          } finally {
            await sql`select pg_advisory_unlock(${key})`.execute(connection)
          }
        })
      } catch (error) {
        log.warn(error, 'the duties of the leading replica were interrupted')
      }
      await setTimeout(retryAfter, undefined, { signal: end.signal }).catch(() => undefined)
    }
  })()

  async function perform(connection: Database): Promise<void> {
    const lost = new AbortController()
    const watching = (async () => {
      while (!lost.signal.aborted) {
        await setTimeout(checkEvery, undefined, { signal: lost.signal }).catch(() => undefined)
        if (!lost.signal.aborted) await sql`select 1`.execute(connection)
      }
    })().finally(() => lost.abort())
    // The duty may take a moment to end after the lock was lost; until it is awaited below, the loss is not unheard.
    watching.catch(() => undefined)
    const stop = () => lost.abort()
    end.signal.addEventListener('abort', stop)
    try {
      await duty(lost.signal)
    } finally {
      end.signal.removeEventListener('abort', stop)
      lost.abort()
      await watching
    }
  }

  return {
    close: async () => {
      end.abort()
      await running
    },
  }
}
