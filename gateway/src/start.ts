import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { enrol } from '@nahtlos/identity/enrol'
import { parseEnrolmentToken } from '@nahtlos/identity/enrolment-token'
import { type Identity, loadIdentity } from '@nahtlos/identity/identity'
import { IdentityError } from '@nahtlos/identity/identity-error'
import { keepIdentity } from '@nahtlos/identity/renewal'
import { type Logger, pino } from 'pino'
import { ConnectionLimits } from './connection-limits.ts'
import { makeFigures } from './figures.ts'
import { forward } from './forward.ts'
import { GatewayConfiguration, type GatewayConfigurationInput } from './gateway-configuration.ts'
import { type Listener, type ListenerDoors, makeListener } from './listener.ts'
import { startMonitor } from './monitor.ts'
import { becomeUser, giveDirectory } from './privileges.ts'
import { connectServer } from './server-connection.ts'
import { TicketKeys } from './ticket-keys.ts'
import { openDesktop } from './upgrade.ts'
import { UsedTickets } from './used-tickets.ts'

export interface RunningGateway {
  /** By name of the listener, in the order of the configuration. */
  readonly listeners: ReadonlyMap<string, AddressInfo>
  /** Null without a monitor, or where it is a unix socket. */
  readonly monitor: AddressInfo | null
  /** Takes certificates of listeners that were replaced on disk; it happens every hour by itself. */
  renewCertificates(): Promise<void>
  /** Ends all connections, desktops included. */
  close(): Promise<void>
}

export interface GatewaySurroundings {
  readonly log?: Logger
  readonly clock?: () => Date
}

/** Milliseconds. */
const sweepEvery = 10_000
const certificatesEvery = 3_600_000

/** Enrols where needed, opens all listeners, then becomes the unprivileged account. */
export async function startGateway(
  input: GatewayConfigurationInput,
  surroundings: GatewaySurroundings = {},
): Promise<RunningGateway> {
  const configuration = GatewayConfiguration.parse(input)
  const { limits } = configuration
  const clock = surroundings.clock ?? (() => new Date())
  const log = surroundings.log ?? pino({ level: configuration.logLevel, timestamp: pino.stdTimeFunctions.isoTime })

  await using cleanup = new AsyncDisposableStack()
  const kept = keepIdentity(await identityOf(configuration), clock)
  cleanup.defer(() => kept.close())
  const server = connectServer(kept.present())
  cleanup.defer(() => server.close())
  kept.on('renewed', (identity) => {
    server.become(identity)
    log.info({ until: identity.until }, 'certificate renewed')
  })
  kept.on('failed', (error) => log.error({ error }, 'certificate not renewed; it is tried again'))

  const connections = new ConnectionLimits(limits)
  const sweep = setInterval(() => connections.sweep(performance.now()), sweepEvery)
  sweep.unref()
  cleanup.defer(() => clearInterval(sweep))
  const relays = new Set<Socket>()
  const figures = makeFigures({
    relays: () => relays.size,
    connections: () => connections.open,
    certificateUntil: () => kept.present().until,
  })
  const keys = new TicketKeys(server, join(configuration.identity, 'ticket-keys.json'), (told, error) =>
    log.warn({ error: error instanceof Error ? error.message : undefined }, told),
  )
  cleanup.defer(() => keys.close())

  const doors: ListenerDoors = {
    request: (request, response, provenance) => {
      response.once('close', () => {
        const { statusCode } = response
        figures.requests.inc({ listener: provenance.listener, status: `${Math.floor(statusCode / 100)}xx` })
        // The path alone: a query can hold what no log should.
        const path = request.url?.split('?', 1)[0]
        log.debug({ ...provenance, method: request.method, path, status: statusCode }, 'answered')
      })
      forward(request, response, provenance, {
        server,
        bodyLimit: limits.body,
        answerTimeout: limits.answerTimeout,
        failed: (error) => {
          figures.serverFailures.inc()
          log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the server did not answer')
        },
      })
    },
    upgrade: (request, client, head, provenance) => {
      const options = { keys, used, figures, log, identity: kept.present, relays, clock }
      const bounds = { maximum: limits.relays, timeout: limits.connectTimeout }
      openDesktop(request, client, head, provenance, { ...options, ...bounds }).catch((error: unknown) => {
        log.error({ error }, 'a desktop failed')
        client.destroy()
      })
    },
    turnedAway: (reason, address) => {
      figures.turnedAway.inc({ reason })
      log.debug({ reason, address }, 'connection turned away')
    },
  }
  const used = new UsedTickets()
  const listeners = new Map<string, AddressInfo>()
  const made: Listener[] = []
  for (const wanted of configuration.listeners) {
    const listener = await makeListener(wanted, limits, connections, doors)
    cleanup.defer(() => closed(listener.server))
    listeners.set(wanted.name, await listening(listener.server, wanted))
    made.push(listener)
    log.info({ listener: wanted.name, address: listener.server.address(), tls: wanted.tls !== null }, 'listening')
  }
  const renewCertificates = async () => {
    for (const listener of made) if (await listener.renewCertificate()) log.info('a listener has a new certificate')
  }
  const renewal = setInterval(
    () => renewCertificates().catch((error: unknown) => log.error({ error }, 'a certificate can not be read')),
    certificatesEvery,
  )
  renewal.unref()
  cleanup.defer(() => clearInterval(renewal))
  // A desktop's socket belongs to no listener any more.
  cleanup.defer(() => {
    for (const client of relays) client.destroy()
  })
  const monitor =
    configuration.monitor && (await startMonitor(configuration.monitor, figures.registry, () => keys.known))
  if (monitor) cleanup.defer(() => closed(monitor))

  if (configuration.user !== null && process.getuid?.() === 0) giveDirectory(configuration.identity, configuration.user)
  if (configuration.user !== null) becomeUser(configuration.user)
  await keys.open()
  // A certificate that is old already is no reason to wait for the first check.
  kept.renewIfDue().catch((error: unknown) => kept.emit('failed', error))

  const stack = cleanup.move()
  const monitorAddress = monitor?.address()
  return {
    listeners,
    monitor: typeof monitorAddress === 'object' ? (monitorAddress ?? null) : null,
    renewCertificates,
    close: () => stack.disposeAsync(),
  }
}

async function identityOf(configuration: GatewayConfiguration): Promise<Identity> {
  try {
    return await loadIdentity(configuration.identity)
  } catch (error) {
    const isNew = error instanceof IdentityError && error.reason === 'not-enrolled'
    if (!isNew || configuration.token === null) throw error
    const token = parseEnrolmentToken(configuration.token)
    return enrol({ token, directory: configuration.identity, names: [], address: null })
  }
}

async function listening(server: Server, { name, host, port }: { name: string; host: string; port: number }) {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`The listener ${name} can not use ${host}:${port}: ${(cause as Error).message}`, { cause })
  }
  return server.address() as AddressInfo
}

async function closed(server: Server): Promise<void> {
  const done = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await done
}
