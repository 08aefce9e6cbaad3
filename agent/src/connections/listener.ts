import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { connectPath, displayProtocol } from '@nahtlos/contract/ticket'
import type { Identity } from '@nahtlos/identity/identity'
import { serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { peerOf } from '@nahtlos/identity/peer'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import { type AdmissionFacts, admit, ticketOf, whenceOf } from './admission.ts'
import { bridge } from './bridge.ts'
import type { Connections } from './connections.ts'
import { DisplayUnreachable, openDisplay } from './open-display.ts'

/** One websocket message; browsers send their part of RFB in small pieces. */
const messageMaximum = 1024 * 1024

export interface Listener {
  readonly address: AddressInfo
  /** For certificates that were renewed: new connections use it. */
  setIdentity(identity: Identity): void
  /** For certificates that were revoked: cuts off the gateways that still have a connection by one. */
  admitAgain(): void
  close(): Promise<void>
}

export interface ListenerOptions {
  readonly host: string
  readonly port: number
  readonly identity: Identity
  readonly facts: AdmissionFacts
  /** Whether a certificate is good no longer, by its serial number. */
  readonly revoked: (serial: string) => boolean
  readonly connections: Connections
  readonly log: Logger
}

/** Where gateways bring browsers: mutual TLS, one path, everything else is refused before it is parsed further. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  const { facts, connections, revoked, log } = options
  const certificates = new WeakMap<WebSocket, string>()
  const server = createServer(serverTlsOptions(options.identity), (_request, response) => {
    response.writeHead(404).end()
  })
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: messageMaximum,
    handleProtocols: (names) => (names.has(displayProtocol) ? displayProtocol : false),
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on the socket is nobody's but ours: without this a reset could end the whole program.
    socket.on('error', () => socket.destroy())
    const peer = request.socket instanceof TLSSocket ? peerOf(request.socket, ['gateway']) : null
    if (!peer?.ok || revoked(peer.peer.serial) || request.url !== connectPath) {
      log.warn({ peer, path: request.url }, 'refused an upgrade')
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const { serial } = peer.peer
    sockets.handleUpgrade(request, socket, head, (browser) => {
      certificates.set(browser, serial)
      connect(browser, ticketOf(request.headers['sec-websocket-protocol'])).catch((error: unknown) => {
        log.error({ err: error }, 'a connection failed')
        browser.close(ConnectionClose.sessionUnreachable)
      })
    })
  })
  server.on('tlsClientError', (error) => log.info({ err: error }, 'refused a TLS client'))

  async function connect(browser: WebSocket, ticket: string | null): Promise<void> {
    // Nothing is read before the display is there: what a client sends early waits in its own connection.
    browser.pause()
    browser.on('error', () => browser.terminate())
    const admission = await admit(ticket, facts)
    if (!admission.ok) {
      log.warn({ reason: admission.reason }, 'refused a connection')
      return refuse(browser, admission.code)
    }
    const { claims, session } = admission
    const connection = {
      id: claims.jti,
      session: claims.session,
      since: facts.now().getTime(),
      rights: claims.rights,
      whence: whenceOf(claims),
    }
    const rights = connections.admit(connection)
    if (rights === null) {
      log.warn({ session: claims.session }, 'refused a connection that the signed revision does not permit')
      return refuse(browser, ConnectionClose.accessWithdrawn)
    }
    const display = await openDisplay(session.socket, session.uid).catch((error: unknown) => {
      if (!(error instanceof DisplayUnreachable)) throw error
      log.warn({ err: error, session: claims.session }, 'a display is unreachable')
      return null
    })
    if (display === null) return refuse(browser, ConnectionClose.sessionUnreachable)
    if (browser.readyState !== browser.OPEN) return void display.destroy()
    const onEvent = (event: string) => log.info({ event, connection: claims.jti }, 'filter')
    const joined = bridge(browser, display, { rights, onEvent })
    connections.add(connection, joined)
    browser.resume()
    log.info({ connection: claims.jti, session: claims.session, rights }, 'connected')
    const end = await joined.closed
    log.info({ connection: claims.jti, session: claims.session, ...end }, 'disconnected')
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    address: server.address() as AddressInfo,
    setIdentity: (identity) => server.setSecureContext(serverTlsOptions(identity)),
    admitAgain: () => {
      for (const client of sockets.clients) if (revoked(certificates.get(client) ?? '')) client.terminate()
    },
    close: async () => {
      connections.closeAll(ConnectionClose.sessionUnreachable)
      for (const client of sockets.clients) client.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function refuse(browser: WebSocket, code: ConnectionClose): void {
  browser.resume()
  browser.close(code)
}
