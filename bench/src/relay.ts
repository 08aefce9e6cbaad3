import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { type Companion, startCompanion } from './relay/companion.ts'
import {
  type EndpointOrder,
  type EndpointPorts,
  type HostOrder,
  keys,
  type LoadAnswer,
  type LoadOrder,
} from './relay/job.ts'
import { processorSeconds, proportionalMemory } from './relay/process-figures.ts'
import {
  makeTicketKeys,
  noRelay,
  person,
  type Relay,
  startGateway,
  startWebsockify,
  throughGateway,
} from './relay/relays.ts'
import { atLeast, atMost, median, printReport, quantile, rounded } from './report.ts'

/**
 * Our gateway beside Debian's websockify and a raw socket, in turn in one run.
 *
 * Load generator, relay and endpoint are processes of their own. The browser's side is plain on loopback for all. Where
 * our gateway's own time goes: nearly all of it is the two writes of a message, each with a system call that wakes the
 * next process; JavaScript is a sixth of that.
 *
 * - The headline pair does the same job: from a websocket to an encrypted target. Our gateway checks a ticket and goes on
 *   by mutual TLS 1.3; websockify has TLS to its target, without a certificate of its own and without tickets. What is
 *   not equal: websockify unwraps the websocket, our gateway leaves that to the agent.
 * - So there is a second row for all that ours does: gateway and agent, with the agent's real door, bridge and filter,
 *   to a unix socket as a display has it. Processor time and memory are those of both processes.
 * - websockify without TLS is what mostly runs beside a VNC server. It encrypts nothing; it is told beside both.
 */
const rounds = 9
const bulkBytes = 256 * 1024 * 1024
const roundTripCount = 10_000
/** Each round goes through all relays so many times with a part of the job: all of them meet the same moments. */
const turns = 4
const idleConnections = 500

interface Figures {
  /** 10⁶ bytes in a second, of each round. */
  readonly throughput: number[]
  /** Seconds on a processor for 10⁹ bytes. */
  readonly processor: number[]
  /** Microseconds, of each round. */
  readonly p50: number[]
  readonly p99: number[]
  /** 10⁶ bytes with the idle connections. */
  memory: number | null
}

const directory = await mkdtemp(join(tmpdir(), 'nahtlos-bench-'))
await using cleanup = new AsyncDisposableStack()
cleanup.defer(() => rm(directory, { recursive: true }))
const endpoint = cleanup.use(startCompanion('endpoint'))
const host = cleanup.use(startCompanion('host'))
const load = cleanup.use(startCompanion('load'))

const authority = await makeTestAuthority(directory)
const ticketKeys = makeTicketKeys()
const display = join(directory, 'display')
const agentIdentity = await authority.issue('agent', 'host-a')
const ports = await endpoint.ask<EndpointPorts>({
  agentIdentity,
  serverIdentity: await authority.issue('server', 'server'),
  ticketKeys: ticketKeys.published,
  display,
} satisfies EndpointOrder)
const identity = await authority.issue('gateway', 'bench', [], { server: `127.0.0.1:${ports.server}` })

const raw = noRelay(ports)
const gateway = cleanup.use(await startGateway(directory, identity))
const ours = throughGateway('nahtlos gateway', gateway, { port: ports.agent, pid: null }, ticketKeys.privateKey)
const agentPort = await host.ask<number>({
  identity: agentIdentity,
  tickets: join(directory, 'tickets'),
  ticketKeys: ticketKeys.published,
  display,
  person,
} satisfies HostOrder)
const agent = { port: agentPort, pid: host.pid }
const whole = throughGateway('nahtlos gateway and agent', gateway, agent, ticketKeys.privateKey)
const withTls = cleanup.use(await startWebsockify(ports, true))
const plain = cleanup.use(await startWebsockify(ports, false))
const relays = [raw, ours, whole, withTls, plain]
const figures = new Map(relays.map((relay): [Relay, Figures] => [relay, emptyFigures()]))

// One round that does not count: everybody's code is loaded and compiled then.
await measureRound(relays, () => emptyFigures())
for (let round = 1; round <= rounds; round++) {
  // Each round begins with another one, so that nobody always follows the same neighbour.
  const order = relays.map((_, index) => relays[(index + round) % relays.length] ?? raw)
  await measureRound(order, of)
  console.error(
    `round ${round} of ${rounds}: ${relays.map((relay) => `${relay.name} ${of(relay).throughput.at(-1)?.toFixed(0)} MB/s ${of(relay).p50.at(-1)?.toFixed(0)} µs`).join(', ')}`,
  )
}
for (const relay of [ours, whole, withTls, plain]) of(relay).memory = await idleMemory(relay)

const same = comparison(ours, withTls)
const bounds = (name: string, { ratio, roundTripRatio, memoryRatio }: Comparison) => ({
  [`throughput ${name}`]: atLeast(ratio, 0.9),
  [`round trip ${name}`]: atMost(roundTripRatio, 1),
  [`memory of ${idleConnections} idle connections ${name}`]: atMost(memoryRatio, 0.15),
})
printReport({
  bench: 'relay',
  ours: summary(ours).throughput,
  peer: withTls.name,
  theirs: summary(withTls).throughput,
  unit: 'MB/s from host to browser, median of rounds',
  ...same,
  comparedPair:
    'browser side plain on both; host side: mutual TLS 1.3 and a ticket here, TLS 1.2 without a client certificate there (websockify stalls on TLS 1.3 session tickets)',
  targets: bounds('beside websockify with TLS', same),
  beside: {
    ...bounds('beside plain websockify', comparison(ours, plain)),
    ...bounds('of gateway and agent beside websockify with TLS', comparison(whole, withTls)),
    ...bounds('of gateway and agent beside plain websockify', comparison(whole, plain)),
  },
  figures: Object.fromEntries(relays.map((relay) => [relay.name, summary(relay)])),
  conditions: {
    rounds,
    bulkMegabytes: rounded(bulkBytes / 1e6),
    roundTrips: roundTripCount,
    messageLength: keys.length,
    idleConnections,
    gatewayLimits:
      'connectionRate raised to 2000 a second, since all load comes from one address; all else as delivered',
    processors: availableParallelism(),
    note: 'load, relay and endpoint share the processors; behind our gateway alone the endpoint frames, with websockify the relay does, and with gateway and agent the agent',
  },
})

interface Comparison {
  readonly ratio: number
  readonly roundTripRatio: number
  readonly memoryRatio: number
}

/** Both of one round met the same moment of the machine, so each round has its own ratio. */
function comparison(one: Relay, other: Relay): Comparison {
  return {
    ratio: paired(({ throughput }) => throughput, one, other),
    roundTripRatio: paired(({ p50 }) => p50, one, other),
    memoryRatio: rounded((of(one).memory ?? Number.NaN) / (of(other).memory ?? Number.NaN)),
  }
}

/** One's figure divided by the other's, median over the rounds. */
function paired(rows: (figures: Figures) => readonly number[], one: Relay, other: Relay): number {
  const theirs = rows(of(other))
  return rounded(median(rows(of(one)).map((value, round) => value / (theirs[round] ?? Number.NaN))))
}

interface Parts {
  seconds: number
  processor: number
  readonly times: number[]
}

async function measureRound(order: readonly Relay[], into: (relay: Relay) => Figures): Promise<void> {
  const parts = new Map(order.map((relay): [Relay, Parts] => [relay, { seconds: 0, processor: 0, times: [] }]))
  for (let turn = 0; turn < turns; turn++) for (const [relay, part] of parts) await measureBulk(relay, part)
  for (let turn = 0; turn < turns; turn++) for (const [relay, part] of parts) await measureRoundTrips(relay, part)
  for (const [relay, { seconds, processor, times }] of parts) {
    const figures = into(relay)
    figures.throughput.push(bulkBytes / 1e6 / seconds)
    if (relay.pids.length > 0) figures.processor.push(processor / (bulkBytes / 1e9))
    figures.p50.push(quantile(times, 0.5))
    figures.p99.push(quantile(times, 0.99))
  }
}

async function measureBulk(relay: Relay, into: Parts): Promise<void> {
  const spent = () => relay.pids.reduce((sum, pid) => sum + processorSeconds(pid), 0)
  const before = spent()
  const order = { kind: 'bulk', target: await relay.target(), bytes: bulkBytes / turns } as const
  into.seconds += (await loaded('seconds', order)).seconds
  into.processor += spent() - before
}

async function measureRoundTrips(relay: Relay, into: Parts): Promise<void> {
  const order = { kind: 'round-trips', target: await relay.target(), count: roundTripCount / turns } as const
  into.times.push(...(await loaded('times', order)).times)
}

async function idleMemory(relay: Relay): Promise<number> {
  for (let count = 0; count < idleConnections; count++)
    await loaded('done', { kind: 'hold', target: await relay.target() })
  const bytes = relay.pids.reduce((sum, pid) => sum + proportionalMemory(pid), 0)
  await loaded('done', { kind: 'release' })
  return bytes / 1e6
}

async function loaded<Kind extends LoadAnswer['kind']>(
  kind: Kind,
  order: LoadOrder,
): Promise<Extract<LoadAnswer, { kind: Kind }>> {
  const answer = await askLoad(load, order)
  if (answer.kind !== kind) throw new Error(`the load generator says ${JSON.stringify(answer)}`)
  return answer as Extract<LoadAnswer, { kind: Kind }>
}

function askLoad(companion: Companion, order: LoadOrder): Promise<LoadAnswer> {
  return companion.ask<LoadAnswer>(order)
}

function of(relay: Relay): Figures {
  const found = figures.get(relay)
  if (found === undefined) throw new Error(`${relay.name} is not measured`)
  return found
}

function emptyFigures(): Figures {
  return { throughput: [], processor: [], p50: [], p99: [], memory: null }
}

function summary(relay: Relay) {
  const { throughput, processor, p50, p99, memory } = of(relay)
  return {
    throughput: rounded(median(throughput)),
    throughputRounds: throughput.map((value) => rounded(value)),
    processorSecondsPerGigabyte: processor.length === 0 ? null : rounded(median(processor)),
    roundTrip: {
      unit: 'µs',
      p50: rounded(median(p50)),
      p99: rounded(median(p99)),
      p50Rounds: p50.map((value) => rounded(value)),
    },
    idleMegabytes: memory === null ? null : rounded(memory),
  }
}
