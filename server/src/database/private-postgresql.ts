import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { runtimeDirectory } from '../runtime-directory.ts'
import { asAccount, type Cluster, databaseRole, prepareCluster, prepareState } from './cluster.ts'
import { serverLock, stopLeftover } from './leftover.ts'
import { systemAccount } from './system-account.ts'

export interface PrivatePostgresql {
  /** Where to connect: a unix socket's directory, for pg. */
  readonly host: string
  readonly user: string
  readonly database: string
  /** The present process; another one after a crash. */
  readonly pid: () => number | undefined
  close(): Promise<void>
}

const databaseName = 'nahtlos'

/**
 * Starts a PostgreSQL of the server's own: a child, on a unix socket, without TCP, with fsync. When it dies it is
 * started again; what it acknowledged is in its log. `account` runs it where this process is root.
 */
export async function startPrivatePostgresql(
  state: string,
  account: string | null,
  log: Logger,
): Promise<PrivatePostgresql> {
  const directory = resolve(state)
  await prepareState(directory)
  const owner = process.getuid?.() === 0 ? await systemAccount(account ?? 'postgres') : selfAccount()
  const cluster = await prepareCluster(directory, owner)
  await stopLeftover(cluster.directory, log)
  const sockets = await runtimeDirectory(directory, 'run-postgresql', owner)

  let closing = false
  let { child, guard } = await beginAfter(cluster, sockets, asAccount(owner), log)
  const watching = keepAlive()

  async function keepAlive(): Promise<void> {
    for (let pause = 10; ; ) {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      if (closing) return
      log.error({ code: child.exitCode, signal: child.signalCode }, 'PostgreSQL ended unexpectedly; starting it again')
      try {
        ;({ child, guard } = await begin(cluster, sockets, asAccount(owner), log))
        pause = 10
        // Closing began meanwhile, and could only stop the dead one.
        if (closing) await stop()
      } catch (error) {
        if (closing) return
        // Processes of the dead one may hold its shared memory for a moment.
        log.error(error, 'PostgreSQL did not start; trying again')
        await setTimeout(pause)
        pause = Math.min(pause * 2, 1_000)
      }
    }
  }

  async function stop(): Promise<void> {
    await guard.end()
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  }

  return {
    host: sockets,
    user: databaseRole,
    database: databaseName,
    pid: () => child.pid,
    close: async () => {
      closing = true
      await stop()
      await watching
    },
  }
}

/** Milliseconds that processes of a PostgreSQL that was killed may still hold its memory, or its name. */
const afterKill = 5_000

/** The first start, which waits until what is left of a killed one has gone. */
async function beginAfter(cluster: Cluster, sockets: string, account: object, log: Logger) {
  for (const until = performance.now() + afterKill; ; ) {
    try {
      return await begin(cluster, sockets, account, log)
    } catch (error) {
      const isLeftOver =
        error instanceof Error && /shared memory block|lock file ".*" already exists/.test(error.message)
      if (!isLeftOver || performance.now() > until) throw error
      await setTimeout(100)
    }
  }
}

/** Starts PostgreSQL and takes its lock; where that fails, no process is left. */
async function begin(cluster: Cluster, sockets: string, account: object, log: Logger) {
  const child = await launch(cluster, sockets, account, log)
  try {
    return { child, guard: await holdLock(sockets) }
  } catch (error) {
    const ended = once(child, 'exit')
    if (child.kill('SIGINT')) await ended
    throw error
  }
}

async function launch(cluster: Cluster, sockets: string, account: object, log: Logger): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    fsync: 'on',
    // A log that is done with is removed, not written over: what was deleted would stay readable in it.
    wal_recycle: 'off',
    lc_messages: 'C',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    // Many small questions at once: helpers for one of them would take the processors from the others.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(cluster.programs, 'postgres'), ['-D', cluster.directory, ...options], {
    ...account,
    cwd: '/',
    // Its own process group: an interrupt typed in the terminal is for the server, which then stops it in order.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lines = createInterface({ input: child.stderr })
  const last: string[] = []
  await new Promise<void>((ready, failed) => {
    child.once('error', failed)
    child.once('exit', () => failed(new Error(`PostgreSQL did not start:\n${last.join('\n')}`)))
    lines.on('line', (line) => {
      if (last.push(line) > 20) last.shift()
      log.debug({ postgresql: line })
      if (line.includes('database system is ready to accept connections')) ready()
    })
  })
  return child
}

/** Holds the lock that tells other servers that this cluster is in use, and makes sure that there is a database. */
async function holdLock(sockets: string): Promise<Client> {
  const client = new Client({ host: sockets, user: databaseRole, database: 'postgres' })
  // Its end is the end of PostgreSQL, which is noticed by the exit of the child.
  client.on('error', () => undefined)
  await client.connect()
  await client.query('select pg_advisory_lock($1)', [serverLock])
  const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
  if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
  return client
}

function selfAccount() {
  const { username, uid, gid } = userInfo()
  return { name: username, uid, gid }
}
