import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { type Companion, startCompanion } from './relay/companion.ts'
import type { EndpointOrder, EndpointPorts, LoadAnswer, LoadOrder } from './relay/job.ts'
import { processorSeconds, proportionalMemory } from './relay/process-figures.ts'
import { makeTicketKeys, noRelay, type Relay, startOurs, startWebsockify } from './relay/relays.ts'
import { median, printReport, quantile, rounded } from './report.ts'

/**
 * Our gateway beside Debian's websockify and a raw socket, in turn in one run.
 *
 * Load generator, relay and endpoint are processes of their own. The browser's side is plain on loopback for all. Our
 * gateway checks a ticket and goes on by mutual TLS; websockify is measured with TLS to its target, which is the same
 * job without certificate and ticket, and without. It unwraps the websocket, which in our design the agent does.
 */
const rounds = 9
const bulkBytes = 256 * 1024 * 1024
const roundTripCount = 10_000
const messageLength = 32
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
const load = cleanup.use(startCompanion('load'))

const authority = await makeTestAuthority(directory)
const keys = makeTicketKeys()
const ports = await endpoint.ask<EndpointPorts>({
  agentIdentity: await authority.issue('agent', 'host-a'),
  serverIdentity: await authority.issue('server', 'server'),
  ticketKeys: keys.published,
} satisfies EndpointOrder)
const identity = await authority.issue('gateway', 'bench', [], { server: `127.0.0.1:${ports.server}` })

const raw = noRelay(ports)
const ours = cleanup.use(await startOurs(directory, identity, ports, keys.privateKey))
const withTls = cleanup.use(await startWebsockify(ports, true))
const plain = cleanup.use(await startWebsockify(ports, false))
const relays = [raw, ours, withTls, plain]
const figures = new Map(relays.map((relay): [Relay, Figures] => [relay, emptyFigures()]))

// One round that does not count: everybody's code is loaded and compiled then.
for (const relay of relays) await measure(relay, emptyFigures())
for (let round = 1; round <= rounds; round++) {
  // Each round begins with another one, so that nobody always follows the same neighbour.
  const order = relays.map((_, index) => relays[(index + round) % relays.length] ?? raw)
  for (const relay of order) await measure(relay, of(relay))
  console.error(
    `round ${round} of ${rounds}: ${relays.map((relay) => `${relay.name} ${of(relay).throughput.at(-1)?.toFixed(0)} MB/s`).join(', ')}`,
  )
}
for (const relay of [ours, withTls, plain]) of(relay).memory = await idleMemory(relay)

const mine = summary(ours)
const peers = { same: summary(withTls), plain: summary(plain) }
printReport({
  bench: 'relay',
  ours: mine.throughput,
  peer: withTls.name,
  theirs: peers.same.throughput,
  unit: 'MB/s from host to browser, median of rounds',
  // Both of one round met the same moment of the machine, so each round has its own ratio.
  ratio: paired(({ throughput }) => throughput, withTls),
  roundTripRatio: paired(({ p50 }) => p50, withTls),
  memoryRatio: rounded((mine.idleMegabytes ?? 0) / (peers.same.idleMegabytes ?? 1)),
  comparedPair:
    'browser side plain on both; host side: mutual TLS 1.3 and a ticket here, TLS 1.2 without a client certificate there (websockify stalls on TLS 1.3 session tickets)',
  targets: { ratio: '>= 0.9', roundTripRatio: '<= 1.0', memoryRatio: '<= 0.15' },
  besidePlainWebsockify: {
    ratio: paired(({ throughput }) => throughput, plain),
    roundTripRatio: paired(({ p50 }) => p50, plain),
    memoryRatio: rounded((mine.idleMegabytes ?? 0) / (peers.plain.idleMegabytes ?? 1)),
  },
  figures: Object.fromEntries(relays.map((relay) => [relay.name, summary(relay)])),
  conditions: {
    rounds,
    bulkMegabytes: rounded(bulkBytes / 1e6),
    roundTrips: roundTripCount,
    messageLength,
    idleConnections,
    gatewayLimits:
      'connectionRate raised to 2000 a second, since all load comes from one address; all else as delivered',
    processors: availableParallelism(),
    note: 'load, relay and endpoint share the processors; behind our gateway the endpoint frames, with websockify the relay does',
  },
})

/** Our figure divided by the peer's, median over the rounds. */
function paired(rows: (figures: Figures) => readonly number[], peer: Relay): number {
  const theirs = rows(of(peer))
  return rounded(median(rows(of(ours)).map((value, round) => value / (theirs[round] ?? Number.NaN))))
}

async function measure(relay: Relay, into: Figures): Promise<void> {
  const before = relay.pid === null ? 0 : processorSeconds(relay.pid)
  const { seconds } = await loaded('seconds', { kind: 'bulk', target: await relay.target(), bytes: bulkBytes })
  if (relay.pid !== null) into.processor.push((processorSeconds(relay.pid) - before) / (bulkBytes / 1e9))
  into.throughput.push(bulkBytes / 1e6 / seconds)
  const order = {
    kind: 'round-trips',
    target: await relay.target(),
    count: roundTripCount,
    length: messageLength,
  } as const
  const { times } = await loaded('times', order)
  into.p50.push(quantile(times, 0.5))
  into.p99.push(quantile(times, 0.99))
}

async function idleMemory(relay: Relay): Promise<number> {
  for (let count = 0; count < idleConnections; count++)
    await loaded('done', { kind: 'hold', target: await relay.target() })
  const bytes = proportionalMemory(relay.pid ?? process.pid)
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
