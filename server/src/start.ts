import { collectDefaultMetrics, Registry } from 'prom-client'
import { layFoundation } from './foundation.ts'
import { openAdminListener } from './http/admin-listener.ts'
import { publicApp } from './http/public-app.ts'
import { openMachineSide } from './machine-side.ts'
import { performProgrammeDuties } from './programme/duties.ts'
import { performRounds } from './rounds/perform-rounds.ts'
import type { ServerConfiguration } from './server-configuration.ts'
import type { Clock } from './services.ts'

export interface RunningServer {
  /** `host:port` of the internal listener. */
  readonly internalAddress: string
  /** `host:port` of the enrolment listener. */
  readonly enrolmentAddress: string
  close(): Promise<void>
}

/** Starts a server: database, public API, and the listeners for gateways, agents and enrolment. */
export async function startServer(configuration: ServerConfiguration, clock?: Clock): Promise<RunningServer> {
  await using opened = new AsyncDisposableStack()
  const foundation = opened.use(await layFoundation(configuration, clock))
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  opened.use(await openAdminListener(foundation.services, registry))
  const machines = await openMachineSide(foundation.services, registry)
  opened.defer(() => machines.close())
  const app = await publicApp(foundation.services, registry, machines.routes)
  opened.defer(() => app.close())
  const duties = performProgrammeDuties(foundation.services)
  opened.defer(() => duties.close())
  const addresses = await machines.listen(app.routing)
  const rounds = performRounds(foundation.services)
  opened.defer(() => rounds.close())
  const kept = opened.move()
  return { ...addresses, close: () => kept.disposeAsync() }
}
