import { layFoundation } from './foundation.ts'
import { publicApp } from './http/public-app.ts'
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
  const app = await publicApp(foundation.services)
  opened.defer(() => app.close())
  // The internal and the enrolment listener come here: they take `foundation.services` and `app.routing`.
  const kept = opened.move()
  return { internalAddress: '', enrolmentAddress: '', close: () => kept.disposeAsync() }
}
