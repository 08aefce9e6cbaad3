import { growHeapFreely } from '@nahtlos/vault/heap-growth'
import { pino } from 'pino'
import { holdPublished } from './configuration/published.ts'
import { openRevisionKeys } from './configuration/revision-keys.ts'
import { settingsErased } from './database/channels.ts'
import { prepareState } from './database/cluster.ts'
import { openDatabase } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { startPrivatePostgresql } from './database/private-postgresql.ts'
import { listenForSignals } from './database/signals.ts'
import { eventLog } from './events/event-log.ts'
import { sealPlainLooks } from './programme/seal-plain-looks.ts'
import { sealPlainRequests } from './programme/seal-plain-requests.ts'
import type { ServerConfiguration } from './server-configuration.ts'
import type { Clock, Services } from './services.ts'
import { prepareFirstRun } from './sign-in/first-administrator.ts'
import { loadSecretBox } from './sign-in/secret-box.ts'
import { adoptPlainChunks } from './vault/adopt-plain-chunks.ts'
import { openVault } from './vault/vault.ts'

/** The services of one server, with what has to be closed after them, last opened first. */
export interface Foundation extends AsyncDisposable {
  readonly services: Services
}

/** Opens the database, brings its schema up to date, and makes what handlers and jobs work with. */
export async function layFoundation(server: ServerConfiguration, clock: Clock = () => new Date()): Promise<Foundation> {
  growHeapFreely()
  const log = pino({ level: server.logLevel, timestamp: pino.stdTimeFunctions.isoTime, base: { program: 'server' } })
  await prepareState(server.state)
  await using opened = new AsyncDisposableStack()
  const connection = await connectionTo(server, opened, log)
  const database = openDatabase(connection, log)
  opened.defer(() => database.destroy())
  for (const name of await migrate(database)) log.info({ migration: name }, 'schema brought forward')
  const signals = await listenForSignals(connection, log)
  opened.defer(() => signals.close())
  const secrets = await loadSecretBox(server.state)
  const revisionKeys = await openRevisionKeys(database, secrets, clock())
  const services: Services = {
    server,
    database,
    signals,
    clock,
    log,
    published: await holdPublished(database, signals, log, revisionKeys),
    revisionKeys,
    events: eventLog(log),
    vault: await openVault(server, database, clock),
    secrets,
  }
  // Where signals were missed, any person may have been erased.
  const forgetKey = await signals.on(settingsErased, (person) => services.vault.forget(person))
  opened.defer(() => forgetKey())
  await adoptPlainChunks(services.vault, database, log)
  await sealPlainRequests(services)
  await sealPlainLooks(services)
  await prepareFirstRun(services)
  const kept = opened.move()
  return { services, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

async function connectionTo(server: ServerConfiguration, opened: AsyncDisposableStack, log: Services['log']) {
  if (server.databaseUrl !== null) return { connectionString: server.databaseUrl }
  const postgresql = await startPrivatePostgresql(server.state, server.user, log.child({ part: 'postgresql' }))
  opened.defer(() => postgresql.close())
  const { host, user, database } = postgresql
  return { host, user, database }
}
