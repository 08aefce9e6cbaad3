import type { Phase } from '@nahtlos/contract/session/state'
import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Figures for operation, aggregated: no label ever names a person, a session or an address. */
export interface BrokeringMetrics {
  started(): void
  /** Seconds between the press of the button and a desktop that is ready. */
  ready(seconds: number): void
  phase(phase: Phase): void
  refused(at: 'start' | 'connect', code: string): void
  ticketIssued(): void
  withdrawn(connections: number): void
  reevaluated(seconds: number, connections: number): void
  sessions(counts: Readonly<Record<string, number>>): void
  hosts(counts: Readonly<Record<string, number>>): void
}

const seconds = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 30, 60]

export function brokeringMetrics(registry: Registry): BrokeringMetrics {
  const registers = [registry]
  const starts = new Counter({ name: 'nahtlos_session_starts_total', help: 'Sessions started', registers })
  const startTime = new Histogram({
    name: 'nahtlos_session_start_seconds',
    help: 'From the request to a ready session',
    buckets: seconds,
    registers,
  })
  const phases = new Histogram({
    name: 'nahtlos_session_phase_seconds',
    help: 'Named pieces of work of starts and ends; they overlap',
    labelNames: ['phase', 'outcome'],
    buckets: seconds,
    registers,
  })
  const refusals = new Counter({
    name: 'nahtlos_access_refused_total',
    help: 'Starts and connections that were refused',
    labelNames: ['at', 'code'],
    registers,
  })
  const tickets = new Counter({ name: 'nahtlos_tickets_issued_total', help: 'Tickets issued', registers })
  const withdrawals = new Counter({
    name: 'nahtlos_connections_withdrawn_total',
    help: 'Live connections that lost their access',
    registers,
  })
  const evaluation = new Histogram({
    name: 'nahtlos_reevaluation_seconds',
    help: 'One evaluation of all live connections',
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  const live = new Gauge({ name: 'nahtlos_connections', help: 'Connections evaluated last', registers })
  const sessions = new Gauge({
    name: 'nahtlos_sessions',
    help: 'Sessions that are not over; told by the leading replica',
    labelNames: ['state'],
    registers,
  })
  const hosts = new Gauge({
    name: 'nahtlos_hosts',
    help: 'Session hosts; told by the leading replica',
    labelNames: ['state'],
    registers,
  })
  return {
    started: () => starts.inc(),
    ready: (value) => startTime.observe(value),
    phase: ({ name, outcome, startedAt, endedAt }) => {
      if (endedAt !== null) phases.observe({ phase: name, outcome }, Math.max(0, endedAt - startedAt) / 1000)
    },
    refused: (at, code) => refusals.inc({ at, code }),
    ticketIssued: () => tickets.inc(),
    withdrawn: (connections) => withdrawals.inc(connections),
    reevaluated: (value, connections) => {
      evaluation.observe(value)
      live.set(connections)
    },
    sessions: (counts) => setAll(sessions, counts),
    hosts: (counts) => setAll(hosts, counts),
  }
}

function setAll(gauge: Gauge<'state'>, counts: Readonly<Record<string, number>>): void {
  gauge.reset()
  for (const [state, count] of Object.entries(counts)) gauge.set({ state }, count)
}
