import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { databaseRole } from './cluster.ts'

/** The advisory lock that a running server holds on its private PostgreSQL. */
export const serverLock = 7_265_400

const patience = 10_000
const step = 20

/**
 * Deals with what a server that was killed left behind: a PostgreSQL that still runs on this cluster.
 * Its lock tells whether another server is alive: then that is an error. Otherwise it is stopped in good order,
 * which takes a fraction of a second, so that the new one is a child whose end is noticed.
 */
export async function stopLeftover(directory: string, log: Logger): Promise<void> {
  const pidFile = join(directory, 'postmaster.pid')
  const [pidLine, , , , socketLine] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
  const pid = Number(pidLine)
  if (!Number.isInteger(pid) || pid <= 1) return
  if (!(await isPostgresql(pid, directory))) {
    // After a reboot the number may belong to anybody, and PostgreSQL would refuse to start because of it.
    await rm(pidFile, { force: true })
    return
  }
  if (socketLine && (await otherServerLives(socketLine))) {
    throw new Error(`Another server is running with ${directory} (PostgreSQL is process ${pid}). Stop it first.`)
  }
  log.warn({ pid }, 'stopping the PostgreSQL that a killed server left behind')
  // SIGINT: fast shutdown, with a checkpoint; SIGQUIT: at once, recovered from the log at the next start.
  process.kill(pid, 'SIGINT')
  if (await gone(pid, directory, patience)) return
  process.kill(pid, 'SIGQUIT')
  if (!(await gone(pid, directory, patience))) throw new Error(`PostgreSQL (process ${pid}) does not stop.`)
}

async function otherServerLives(socketDirectory: string): Promise<boolean> {
  // The dead server's connections go away a moment after it; a living one's stay.
  for (let waited = 0; waited < patience / 4; waited += step) {
    const client = new Client({ host: socketDirectory, user: databaseRole, database: 'postgres' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      const answer = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [serverLock])
      if (answer.rows[0]?.free) return false
    } catch {
      // It does not answer, so no server can be working with it.
      return false
    } finally {
      await client.end()
    }
    await setTimeout(step)
  }
  return true
}

async function isPostgresql(pid: number, directory: string): Promise<boolean> {
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  return command[0]?.endsWith('/postgres') === true && command.includes(directory)
}

async function gone(pid: number, directory: string, within: number): Promise<boolean> {
  for (let waited = 0; waited < within; waited += step) {
    if (!(await isPostgresql(pid, directory))) return true
    await setTimeout(step)
  }
  return false
}
