import { EventEmitter, once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Desired } from '@nahtlos/contract/host/desired'
import { agentLinkPath } from '@nahtlos/contract/host/link'
import type { RevisionMessage } from '@nahtlos/contract/host/policy'
import { type HostSession, Report } from '@nahtlos/contract/host/report'
import { loadIdentity } from '@nahtlos/identity/identity'
import { serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import type { TestAuthority } from '@nahtlos/identity/testing/authority'
import { type WebSocket, WebSocketServer } from 'ws'
import type { VaultRoutes } from '../settings/testing/vault-routes.ts'

/** The server as an agent sees it: mutual TLS, the link, and the vault where one is given. */
export interface TestServer {
  readonly address: string
  readonly port: number
  say(desired: Desired): void
  /** Before what names it; a host that links later is told it as well. */
  sign(host: string, revision: RevisionMessage): void
  /** Resolves with the first report, also a past one, for which this holds. */
  reported(host: string, holds: (report: Report) => boolean): Promise<Report>
  session(host: string, id: string, holds: (session: HostSession) => boolean): Promise<HostSession>
  close(): Promise<void>
}

export async function testServer(authority: TestAuthority, port = 0, vault?: VaultRoutes): Promise<TestServer> {
  const identity = await loadIdentity(await authority.issue('server', 'server', ['127.0.0.1']))
  const events = new EventEmitter<{ report: [Report] }>().setMaxListeners(100)
  const last = new Map<string, Report>()
  const desired = new Map<string, string>()
  const revisions = new Map<string, string[]>()
  const links = new Map<string, WebSocket>()
  const answer = vault?.handle ?? ((_request, response) => response.writeHead(404).end())
  const server = createServer(serverTlsOptions(identity), answer satisfies RequestListener)
  const sockets = new WebSocketServer({ server, path: agentLinkPath })
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const report = Report.parse(JSON.parse(String(data)))
      if (links.get(report.host) !== socket) {
        links.set(report.host, socket)
        for (const revision of revisions.get(report.host) ?? []) socket.send(revision)
        const waiting = desired.get(report.host)
        if (waiting) socket.send(waiting)
      }
      last.set(report.host, report)
      events.emit('report', report)
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  const reported = async (host: string, holds: (report: Report) => boolean): Promise<Report> => {
    for (;;) {
      const present = last.get(host)
      if (present && holds(present)) return present
      await once(events, 'report')
    }
  }
  return {
    address: `127.0.0.1:${bound}`,
    port: bound,
    say(next) {
      desired.set(next.host, JSON.stringify(next))
      links.get(next.host)?.send(JSON.stringify(next))
    },
    sign(host, revision) {
      const text = JSON.stringify(revision)
      revisions.set(host, [...(revisions.get(host) ?? []), text])
      links.get(host)?.send(text)
    },
    reported,
    async session(host, id, holds) {
      const find = (report: Report) => report.sessions.find((session) => session.id === id)
      const report = await reported(host, (candidate) => {
        const session = find(candidate)
        return session !== undefined && holds(session)
      })
      const found = find(report)
      if (!found) throw new Error('unreachable: the report was chosen because it has the session')
      return found
    },
    async close() {
      // Closed before, by a test in which it goes away.
      if (!server.listening) return
      for (const client of sockets.clients) client.terminate()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
