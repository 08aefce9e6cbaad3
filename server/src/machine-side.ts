import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import type { FastifyServerFactory } from 'fastify'
import type { Registry } from 'prom-client'
import { openAuthority } from './authority/authority.ts'
import { keepServerCertificate } from './authority/server-certificate.ts'
import { certificateRevoked } from './brokering/channels.ts'
import { performDuties } from './brokering/duties.ts'
import { brokeringMetrics } from './brokering/metrics.ts'
import { openPlacement } from './brokering/placement.ts'
import { brokeringRoutes } from './brokering/routes.ts'
import { openTicketKeys } from './brokering/ticket-keys.ts'
import { enrolmentApp } from './enrolment/enrolment-app.ts'
import { offerFirstGateway } from './enrolment/first-gateway.ts'
import { openMachines } from './enrolment/machines.ts'
import { openAgentLinks } from './hosts/agent-link.ts'
import { hostRoutes } from './hosts/routes.ts'
import type { Api } from './http/api.ts'
import { internalListener } from './internal/internal-listener.ts'
import { agentApp, commonApp } from './internal/machine-apps.ts'
import type { Services } from './services.ts'

/** Everything that speaks with gateways and session hosts, and the broker between people and hosts. */
export interface MachineSide {
  /** Implements the routes of hosts and sessions on the public API. */
  routes(api: Api): void
  /** Opens the internal and the enrolment listener and begins the broker's work. */
  listen(publicApp: RequestListener): Promise<{ internalAddress: string; enrolmentAddress: string }>
  close(): Promise<void>
}

export async function openMachineSide(services: Services, registry: Registry): Promise<MachineSide> {
  const { server: configuration, database, log, clock } = services
  await using opened = new AsyncDisposableStack()
  const authority = await openAuthority(join(configuration.state, 'authority'), clock)
  const certificate = await keepServerCertificate(
    authority,
    [...new Set([...configuration.internal.names, 'localhost', '127.0.0.1', '::1'])],
    (error) => log.error(error, 'the server certificate could not be renewed'),
    clock,
  )
  opened.defer(() => certificate.close())
  const [name = 'localhost'] = configuration.internal.names
  const ports = { internal: configuration.internal.port, enrolment: configuration.enrolment.port }
  const doors = { internal: () => address(name, ports.internal), enrolment: () => address(name, ports.enrolment) }
  const machines = openMachines(database, authority, doors, clock)
  const metrics = brokeringMetrics(registry)
  const keys = await openTicketKeys(services)
  const placement = openPlacement(services)

  const kept = opened.move()
  return {
    routes(api) {
      brokeringRoutes(api, placement, keys, metrics)
      hostRoutes(api, machines, placement)
    },

    async listen(publicApp) {
      const links = await openAgentLinks(services, keys, placement, metrics)
      const agents = await agentApp(services)
      const common = await commonApp(services, machines, keys)
      const { server: internal, admitAgain } = internalListener(
        { authority: authority.certificate, certificate: certificate.present() },
        {
          publicApp,
          agentApp: agents.answer,
          agentLink: links.door,
          ticketKeys: common.answer,
          renewal: common.answer,
          admits: machines.admits,
          foreignListener: (gateway, listener) =>
            log.warn({ gateway, listener }, 'a gateway spoke for a listener that it was not enrolled for'),
        },
      )
      certificate.bear(internal)
      const unheard = await services.signals.on(certificateRevoked, () => {
        admitAgain().catch((error: unknown) => log.error(error, 'revoked machines could not be cut off'))
      })
      kept.defer(unheard)
      kept.defer(async () => {
        const closed = new Promise<void>((resolve) => internal.close(() => resolve()))
        // Links were HTTP once and are none any more: the server waits for them, but does not close them.
        await links.close()
        internal.closeAllConnections()
        await closed
      })
      internal.listen(configuration.internal.port, configuration.internal.host)
      await once(internal, 'listening')
      ports.internal = (internal.address() as AddressInfo).port

      const enrolmentServer: FastifyServerFactory = (handler) => {
        const present = certificate.present()
        const made = createServer(
          { key: present.key, cert: present.chain, minVersion: 'TLSv1.3', handshakeTimeout: 10_000 },
          handler,
        )
        certificate.bear(made)
        return made
      }
      const enrolment = await enrolmentApp(services, machines, enrolmentServer)
      kept.defer(() => enrolment.close())
      await enrolment.listen({ port: configuration.enrolment.port, host: configuration.enrolment.host })
      ports.enrolment = (enrolment.server.address() as AddressInfo).port

      const firstGateway = await offerFirstGateway(services, machines)
      kept.defer(() => firstGateway.close())
      const duties = performDuties(services, placement, keys, metrics)
      kept.defer(() => duties.close())
      const refreshing = setInterval(() => {
        keys.refresh().catch((error: unknown) => log.error(error, 'the ticket keys could not be refreshed'))
      }, 60_000)
      kept.defer(() => clearInterval(refreshing))
      return {
        internalAddress: address(configuration.internal.host, ports.internal),
        enrolmentAddress: address(configuration.enrolment.host, ports.enrolment),
      }
    },

    close: () => kept.disposeAsync(),
  }
}

function address(host: string, port: number): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`
}
