import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What the gateway counts. No figure names a person, an address or a session. */
export interface Figures {
  readonly registry: Registry
  readonly requests: Counter<'listener' | 'status'>
  readonly relays: Counter<'listener'>
  readonly refusedUpgrades: Counter<'listener' | 'reason'>
  readonly turnedAway: Counter<'reason'>
  readonly serverFailures: Counter
}

export function makeFigures(now: { relays(): number; connections(): number; certificateUntil(): Date }): Figures {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  gauge('nahtlos_gateway_relays_open', 'Desktops that are open', now.relays)
  gauge('nahtlos_gateway_connections_open', 'Connections of clients that are open', now.connections)
  gauge(
    'nahtlos_gateway_certificate_until_seconds',
    'End of the certificate, seconds since 1970',
    () => now.certificateUntil().getTime() / 1000,
  )
  return {
    registry,
    requests: new Counter({
      name: 'nahtlos_gateway_requests_total',
      help: 'Requests answered, by class of status',
      labelNames: ['listener', 'status'],
      registers,
    }),
    relays: new Counter({
      name: 'nahtlos_gateway_relays_total',
      help: 'Desktops that were opened',
      labelNames: ['listener'],
      registers,
    }),
    refusedUpgrades: new Counter({
      name: 'nahtlos_gateway_refused_upgrades_total',
      help: 'Websockets that were refused',
      labelNames: ['listener', 'reason'],
      registers,
    }),
    turnedAway: new Counter({
      name: 'nahtlos_gateway_turned_away_total',
      help: 'Connections beyond a limit',
      labelNames: ['reason'],
      registers,
    }),
    serverFailures: new Counter({
      name: 'nahtlos_gateway_server_failures_total',
      help: 'Requests that the server did not answer',
      registers,
    }),
  }
}
