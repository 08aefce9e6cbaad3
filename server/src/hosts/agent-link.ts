import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Desired } from '@nahtlos/contract/host/desired'
import { agentLinkPath } from '@nahtlos/contract/host/link'
import type { RevisionMessage } from '@nahtlos/contract/host/policy'
import { Report } from '@nahtlos/contract/host/report'
import type { Peer } from '@nahtlos/identity/peer'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { hostChanged, hostOrdersChanged } from '../brokering/channels.ts'
import type { BrokeringMetrics } from '../brokering/metrics.ts'
import type { Placement } from '../brokering/placement.ts'
import type { TicketKeys } from '../brokering/ticket-keys.ts'
import { accessChanged, configurationPublished } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { refuseUpgrade } from '../internal/internal-listener.ts'
import type { Services } from '../services.ts'
import { desiredOf, type KnownEnvironments, type KnownOrders } from './desired.ts'
import { type ReportMemory, takeReport } from './take-report.ts'

/** The links that agents hold to this replica. */
export interface AgentLinks {
  /** Takes an upgrade of a proven agent. */
  door(request: IncomingMessage, socket: Duplex, head: Buffer, peer: Peer): void
  close(): Promise<void>
}

/** A report of 200 sessions is about 300 kB. */
const reportMaximum = 2 * 1024 * 1024
/** Milliseconds between two pings; a link that let two of them pass is dead. */
const pingEvery = 2_000
/** Milliseconds between two pushes to one host: changes that come thick and fast are one push. */
const pushPause = 40
/** `Desired` is sent again now and then without any change: it is whole, and a wake-up may have been missed. */
const pushEvery = 20_000
/** An agent that waits for orders before it reports gets them after this time. */
const firstReportPatience = 1_500

const policyViolation = 1008
const serviceRestart = 1012
const tryAgain = 1013

export async function openAgentLinks(
  services: Services,
  keys: TicketKeys,
  placement: Placement,
  metrics: BrokeringMetrics,
): Promise<AgentLinks> {
  const { signals } = services
  const server = new WebSocketServer({ noServer: true, maxPayload: reportMaximum, perMessageDeflate: false })
  const links = new Set<Link>()
  const forget = [
    await signals.on(hostOrdersChanged, (host) => pushTo((link) => host === null || host === '' || link.host === host)),
    await signals.on(configurationPublished, () => pushTo(() => true)),
    // Hosts decide by what they know about their people: an agreement, a group.
    await signals.on(accessChanged, () => pushTo(() => true)),
  ]
  const pushTo = (concerned: (link: Link) => boolean) => {
    for (const link of links) if (concerned(link)) link.push()
  }
  return {
    door(request, socket, head, peer) {
      if (request.url !== agentLinkPath) return refuseUpgrade(socket, '404 Not Found')
      server.handleUpgrade(request, socket, head, (websocket) => {
        const link = serveLink(services, keys, placement, metrics, websocket, peer.name)
        links.add(link)
        void link.ended.then(() => links.delete(link))
      })
    },
    async close() {
      for (const end of forget) end()
      const ended = [...links].map((link) => link.ended)
      for (const link of links) link.close(serviceRestart, 'the server restarts')
      await Promise.all(ended)
      server.close()
    },
  }
}

interface Link {
  readonly host: string
  push(): void
  close(code: number, reason: string): void
  readonly ended: Promise<void>
}

function serveLink(
  services: Services,
  keys: TicketKeys,
  placement: Placement,
  metrics: BrokeringMetrics,
  websocket: WebSocket,
  host: string,
): Link {
  const { database, clock } = services
  const log = services.log.child({ host })
  const id = randomUUID()
  const orders: KnownOrders = new Map()
  const environments: KnownEnvironments = new Map()
  const memory: ReportMemory = { connections: '', left: null, refusals: '', used: '' }
  const sent = new Set<number>()
  let alive = 2
  let waitingReport: Report | null = null
  let working: Promise<void> = Promise.resolve()
  let mayPush = false
  let dirty = false
  let pushing = false

  const close = (code: number, reason: string) => {
    websocket.close(code, reason)
    // A peer that does not answer the closing handshake is not waited for.
    setTimeout(() => websocket.terminate(), 500).unref()
  }
  const fail = (error: unknown) => {
    log.error(error, 'the agent link failed')
    close(tryAgain, 'try again')
  }

  /** Everything about one link happens one after the other. */
  const then = (work: () => Promise<void>) => {
    working = working.then(work).catch(fail)
  }

  then(async () => {
    const row = await database
      .updateTable('host')
      .set({ link: id, unlinked_at: null })
      .where('id', '=', host)
      .returning('id')
      .executeTakeFirst()
    if (row === undefined) return close(policyViolation, 'this host is not known')
    log.info('an agent linked')
    setTimeout(allowPush, firstReportPatience).unref()
  })

  const report = async () => {
    const taken = waitingReport
    if (taken === null || websocket.readyState !== websocket.OPEN) return
    waitingReport = null
    const outcome = await takeReport(services, metrics, id, taken, memory)
    if (outcome === 'superseded') return close(policyViolation, 'another link took over')
    const isFirst = !mayPush
    allowPush()
    if (isFirst || outcome === 'room') await placement.run()
  }

  const allowPush = () => {
    if (mayPush) return
    mayPush = true
    push()
  }

  /** Each signed revision once per link, before the first word that names it. */
  const sendRevisions = async (policy: Desired['policy']) => {
    const named = policy === null ? [] : [policy.revision, ...policy.sessions.map(({ revision }) => revision)]
    for (const number of new Set(named)) {
      if (sent.has(number)) continue
      const signed = await services.revisionKeys.load(database, number)
      // Somebody changed it in the database: hosts keep the last good one.
      if (signed === null) continue
      sent.add(number)
      websocket.send(JSON.stringify({ type: 'revision', number, ...signed } satisfies RevisionMessage))
    }
  }

  const push = () => {
    dirty = true
    if (pushing || !mayPush) return
    pushing = true
    void (async () => {
      while (dirty && websocket.readyState === websocket.OPEN) {
        dirty = false
        const desired = await desiredOf(services, keys, host, orders, environments)
        await sendRevisions(desired.policy)
        websocket.send(JSON.stringify(desired))
        await new Promise((resolve) => setTimeout(resolve, pushPause))
      }
    })()
      .catch(fail)
      .finally(() => {
        pushing = false
      })
  }

  websocket.on('message', (data: RawData, binary: boolean) => {
    alive = 2
    const parsed = binary ? null : parseReport(data)
    if (parsed === null) {
      log.warn('an agent sent something that is no report')
      return close(policyViolation, 'this is no report')
    }
    if (parsed.host !== host) {
      log.warn({ claimed: parsed.host }, 'an agent spoke for another host')
      return close(policyViolation, 'this report is of another host')
    }
    // A report is whole: of several that wait, only the last one counts.
    const idle = waitingReport === null
    waitingReport = parsed
    if (idle) then(report)
  })
  websocket.on('pong', () => {
    alive = 2
  })
  websocket.on('error', (error) => log.debug(error, 'the agent link broke'))

  const ping = setInterval(() => {
    if (alive === 0) return websocket.terminate()
    alive -= 1
    websocket.ping()
  }, pingEvery)
  const repeat = setInterval(push, pushEvery)

  const ended = new Promise<void>((resolve) => {
    websocket.once('close', () => {
      clearInterval(ping)
      clearInterval(repeat)
      void working
        .then(async () => {
          await database
            .updateTable('host')
            .set({ link: null, unlinked_at: clock() })
            .where('id', '=', host)
            .where('link', '=', id)
            .execute()
          await notify(database, hostChanged, host)
          log.info('an agent unlinked')
        })
        // Where the database can't be told, the host's last report grows old and says the same.
        .catch((error: unknown) => log.warn(error, 'an agent unlinked, which could not be recorded'))
        .then(resolve)
    })
  })
  return { host, push, close, ended }
}

function parseReport(data: RawData): Report | null {
  try {
    const parsed = Report.safeParse(JSON.parse(data.toString()))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
