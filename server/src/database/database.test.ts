import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { sql } from 'kysely'
import { pino } from 'pino'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { testServer } from '../testing/test-server.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { startPrivatePostgresql } from './private-postgresql.ts'
import { listenForSignals } from './signals.ts'

const log = pino({ level: 'silent' })

test('after PostgreSQL is killed it is started again, acknowledged writes are there, and signals are heard', async () => {
  await using directory = await temporaryDirectory()
  await using opened = new AsyncDisposableStack()
  const postgresql = await startPrivatePostgresql(join(directory.path, 'state'), null, log)
  opened.defer(() => postgresql.close())
  const { host, user, database: name } = postgresql
  const database = openDatabase({ host, user, database: name }, log)
  opened.defer(() => database.destroy())
  const signals = await listenForSignals({ host, user, database: name }, log)
  opened.defer(() => signals.close())
  const heard = Promise.withResolvers<void>()
  let back = false
  await signals.on('nahtlos_test', (payload) => {
    if (payload === null) back = true
    else heard.resolve()
  })

  await sql`create table written (number integer)`.execute(database)
  let acknowledged = 0
  // Its other processes live on for a moment. Whether the break meets a write is chance: between two, none fails.
  for (let after = 0; after < 20; ) {
    const written = await sql`insert into written values (${acknowledged})`.execute(database).then(
      () => true,
      () => false,
    )
    if (written && ++acknowledged === 50) process.kill(postgresql.pid() ?? 0, 'SIGKILL')
    if (written && back) after++
  }
  const { rows } = await sql<{ count: number }>`select count(*) as count from written`.execute(database)
  assert.ok((rows[0]?.count ?? 0) >= acknowledged, `${rows[0]?.count} of ${acknowledged}`)
  await sql`select pg_notify('nahtlos_test', 'x')`.execute(database)
  await heard.promise
})

test('PostgreSQL listens on a socket that only its own account and the server may use, and writes to the disk', async () => {
  await using directory = await temporaryDirectory()
  const postgresql = await startPrivatePostgresql(join(directory.path, 'state'), null, log)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => postgresql.close())
  const { host, user, database: name } = postgresql
  assert.equal((await stat(host)).mode & 0o777, 0o700)
  const database = openDatabase({ host, user, database: name }, log)
  opened.defer(() => database.destroy())
  const settings = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'full_page_writes')
  `.execute(database)
  assert.deepEqual(Object.fromEntries(settings.rows.map((row) => [row.name, row.setting])), {
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
  })
  const status = await readFile(`/proc/${postgresql.pid()}/status`, 'utf8')
  assert.doesNotMatch(status, /^Uid:\s+0\b/m, 'never as root')
})

test('a second server on the same state is refused; after kill -9 of the first it goes on with its data', async () => {
  await using directory = await temporaryDirectory()
  const state = join(directory.path, 'state')
  await using first = await otherServer(state)
  await assert.rejects(startPrivatePostgresql(state, null, log), /Another server is running/)

  const left = Number(await first.firstLine)
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')
  assert.match(await readFile(`/proc/${left}/cmdline`, 'utf8'), /postgres/, 'it outlives its server')

  const second = await startPrivatePostgresql(state, null, log)
  await using opened = new AsyncDisposableStack()
  opened.defer(() => second.close())
  assert.notEqual(second.pid(), left)
  // Nobody may have collected its exit status yet; a process without a command line has ended.
  const command = await readFile(`/proc/${left}/cmdline`, 'utf8').catch(() => '')
  assert.equal(command, '', 'the leftover one was stopped')
  const database = openDatabase({ host: second.host, user: second.user, database: second.database }, log)
  opened.defer(() => database.destroy())
  const { rows } = await sql<{ text: string }>`select text from kept`.execute(database)
  assert.deepEqual(rows, [{ text: 'acknowledged' }])
})

test('a state path too long for a socket still works', async () => {
  await using directory = await temporaryDirectory()
  const state = join(directory.path, 'a'.repeat(100))
  const postgresql = await startPrivatePostgresql(state, null, log)
  await postgresql.close()
  assert.ok(postgresql.host.length < 90)
})

test('migrations are applied in order, once, and two that start together wait for each other', async () => {
  await using directory = await temporaryDirectory()
  await using opened = new AsyncDisposableStack()
  const postgresql = await startPrivatePostgresql(join(directory.path, 'state'), null, log)
  opened.defer(() => postgresql.close())
  const { host, user, database: name } = postgresql
  const database = openDatabase({ host, user, database: name }, log)
  opened.defer(() => database.destroy())
  const applied = await Promise.all([migrate(database), migrate(database)])
  const names = migrations.map((migration) => migration.name).sort()
  assert.deepEqual(applied.flat(), names)
  assert.equal(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^\d{4}-[a-z-]+$/)
})

test('a server with the address of a database needs no private PostgreSQL', async () => {
  await using server = await testServer()
  const rows = await sql<{ host: string }>`show unix_socket_directories`.execute(server.services.database)
  const { host } = { host: Object.values(rows.rows[0] ?? {})[0] }
  const databaseUrl = `postgresql://nahtlos@localhost/nahtlos?host=${encodeURIComponent(String(host))}`
  await using directory = await temporaryDirectory()
  await copyFile(join(server.services.server.state, 'secrets.key'), join(directory.path, 'secrets.key'))
  await using replica = await testServer({ databaseUrl, state: directory.path })
  assert.deepEqual((await replica.browser().request('/api/first-administrator')).body, {
    due: true,
    place: 'office',
  })
})

/** A server process that keeps a private PostgreSQL with one acknowledged row; its first line is the process id of it. */
async function otherServer(state: string) {
  const program = `
    import { pino } from 'pino'
    import { sql } from 'kysely'
    const { startPrivatePostgresql } = await import('${new URL('./private-postgresql.ts', import.meta.url)}')
    const { openDatabase } = await import('${new URL('./database.ts', import.meta.url)}')
    const log = pino({ level: 'silent' })
    const postgresql = await startPrivatePostgresql(${JSON.stringify(state)}, null, log)
    const { host, user, database: name } = postgresql
    const database = openDatabase({ host, user, database: name }, log)
    await sql\`create table kept (text text)\`.execute(database)
    await sql\`insert into kept values ('acknowledged')\`.execute(database)
    console.log(postgresql.pid())
    setInterval(() => undefined, 1e6)`
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: new URL('.', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  assert.ok(child.stdout)
  const lines = createInterface({ input: child.stdout })
  const firstLine = await once(lines, 'line').then(([line]) => String(line))
  return {
    process: child,
    firstLine,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await once(child, 'exit')
      }
    },
  }
}
