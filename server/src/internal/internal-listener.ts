import { constants } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { gatewayKeysPath, listenerHeader, renewalPath } from '@nahtlos/contract/host/link'
import type { Peer } from '@nahtlos/identity/peer'
import type { CertificateWithKey } from '../authority/authority.ts'
import { peerIdentity } from '../authority/peer-identity.ts'
import type { Admitted } from '../enrolment/machines.ts'
import { problemBody } from '../http/problem-answer.ts'

export type IdentifiedListener = (request: IncomingMessage, response: ServerResponse, peer: Peer) => void

/** What answers on the internal port; the peer's certificate decides, never anything that it says. */
export interface InternalDoors {
  /** The public API and the portal's files, for gateways: reached by the listeners that the gateway was enrolled for. */
  readonly publicApp: RequestListener
  /** The public ticket keys, for gateways. */
  readonly ticketKeys: IdentifiedListener
  /** Everything below `/agent/`, for agents. */
  readonly agentApp: IdentifiedListener
  /** The agent link, for agents. */
  readonly agentLink: (request: IncomingMessage, socket: Duplex, head: Buffer, peer: Peer) => void
  /** A new certificate, for both. */
  readonly renewal: IdentifiedListener
  /** Null where the machine is none of ours any more; asked once per connection, and again when any was revoked. */
  readonly admits: (peer: Peer) => Promise<Admitted | null>
  /** Told where a gateway speaks for a listener that is not its own: it is captured, or wrongly configured. */
  readonly foreignListener: (gateway: string, listener: unknown) => void
}

interface KnownPeer {
  readonly peer: Peer
  readonly listeners: readonly string[]
}

interface TlsMaterial {
  readonly authority: string
  readonly certificate: CertificateWithKey
}

export interface InternalListener {
  /** It does not listen yet. */
  readonly server: Server
  /** Asks of every open connection again whether its machine is still one of ours, and cuts off the others. */
  admitAgain(): Promise<void>
}

/** The one internal port: TLS 1.3, both sides with a certificate of our own authority. */
export function internalListener(tls: TlsMaterial, doors: InternalDoors): InternalListener {
  const admission = new Map<TLSSocket, Promise<KnownPeer | null>>()
  const admitted = (request: IncomingMessage): Promise<KnownPeer | null> => {
    const { socket } = request
    if (!(socket instanceof TLSSocket)) return Promise.resolve(null)
    const known = admission.get(socket)
    if (known !== undefined) return known
    const asked = admit(socket, doors)
    if (socket.destroyed) return asked
    admission.set(socket, asked)
    socket.once('close', () => admission.delete(socket))
    return asked
  }
  const server = createServer(
    {
      key: tls.certificate.key,
      cert: tls.certificate.chain,
      ca: tls.authority,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
      // Without tickets no session outlives the check of its certificate.
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    (request, response) => {
      admitted(request).then(
        (known) => (known === null ? refuse(response, 403) : answer(doors, request, response, known)),
        () => refuse(response, 503),
      )
    },
  )
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    admitted(request).then(
      (known) => {
        if (known?.peer.role === 'agent') doors.agentLink(request, socket, head, known.peer)
        else refuseUpgrade(socket, '403 Forbidden')
      },
      () => refuseUpgrade(socket, '503 Service Unavailable'),
    )
  })
  return {
    server,
    async admitAgain() {
      const asked = [...admission.keys()].map(async (socket) => {
        // Who cannot be asked about is cut off, too; it connects again.
        const known = await admit(socket, doors).catch(() => null)
        if (known === null) socket.destroy()
      })
      await Promise.all(asked)
    },
  }
}

async function admit(socket: TLSSocket, doors: InternalDoors): Promise<KnownPeer | null> {
  const peer = peerIdentity(socket)
  if (peer === null || peer.role === 'server') return null
  const admitted = await doors.admits(peer)
  return admitted === null ? null : { peer, listeners: admitted.listeners }
}

function answer(doors: InternalDoors, request: IncomingMessage, response: ServerResponse, known: KnownPeer): void {
  const { peer, listeners } = known
  const path = request.url?.split('?', 1)[0] ?? '/'
  // What a gateway forwards for a browser names the listener it came by: the doors for machines are closed to it.
  const forBrowser = request.headers[listenerHeader] !== undefined
  if (forBrowser && (path === renewalPath || path === gatewayKeysPath)) refuse(response, 404)
  else if (path === renewalPath) doors.renewal(request, response, peer)
  else if (peer.role === 'agent') {
    if (path.startsWith('/agent/')) doors.agentApp(request, response, peer)
    else refuse(response, 404)
  } else if (path === gatewayKeysPath) doors.ticketKeys(request, response, peer)
  else if (path.startsWith('/agent')) refuse(response, 404)
  else if (!listeners.includes(String(request.headers[listenerHeader]))) {
    doors.foreignListener(peer.name, request.headers[listenerHeader])
    refuseListener(response)
  } else doors.publicApp(request, response)
}

/** A gateway's word about where somebody comes from goes as far as its enrolment, and no further. */
function refuseListener(response: ServerResponse): void {
  const body = problemBody('foreign-listener')
  response.writeHead(body.status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { 'content-length': 0, connection: 'close' })
  response.end()
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}
