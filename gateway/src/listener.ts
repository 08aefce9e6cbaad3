import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { connectPath } from '@nahtlos/contract/ticket'
import { limitKey, plainAddress } from './client-address.ts'
import type { Admission, ConnectionLimits } from './connection-limits.ts'
import type { GatewayLimits, ListenerConfiguration } from './gateway-configuration.ts'
import { type Provenance, strictTransportSecurity } from './headers.ts'

export interface ListenerDoors {
  readonly request: (request: IncomingMessage, response: ServerResponse, provenance: Provenance) => void
  readonly upgrade: (request: IncomingMessage, socket: Socket, head: Buffer, provenance: Provenance) => void
  readonly turnedAway: (why: Exclude<Admission, 'admitted'>, address: string) => void
}

/** TLS after BSI TR-02102-2: 1.3, and 1.2 with ephemeral elliptic curves and authenticated encryption only. */
export const tlsPolicy = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  ecdhCurve: 'P-256:P-384:P-521',
  honorCipherOrder: true,
  handshakeTimeout: 10_000,
} as const

export interface Listener {
  readonly server: Server
  /** Reads the certificate again; false where it is the one in use. The old one stays where the new one is not usable. */
  renewCertificate(): Promise<boolean>
}

/** Makes a listener that does not listen yet. */
export async function makeListener(
  configuration: ListenerConfiguration,
  limits: GatewayLimits,
  connections: ConnectionLimits,
  doors: ListenerDoors,
): Promise<Listener> {
  const { tls } = configuration
  let certificate = tls === null ? null : await readCertificate(tls)
  const options = {
    maxHeaderSize: limits.headers,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    connectionsCheckingInterval: Math.min(5_000, limits.headersTimeout),
    keepAliveTimeout: 30_000,
    insecureHTTPParser: false,
    requireHostHeader: true,
    // Any other upgrade that is offered is declined, and the request answered as if it had not been.
    shouldUpgradeCallback: (request: IncomingMessage) => request.url?.split('?', 1)[0] === connectPath,
  } satisfies ServerOptions & { shouldUpgradeCallback: unknown }
  const secure = certificate === null ? null : createTlsServer({ ...options, ...tlsPolicy, ...certificate })
  const server: Server = secure ?? createServer(options)
  server.maxHeadersCount = 128
  const scheme = tls === null ? 'http' : 'https'
  const provenance = (request: IncomingMessage): Provenance => ({
    listener: configuration.name,
    client: plainAddress(request.socket.remoteAddress),
    scheme,
  })
  // The first listener: a connection that is not wanted costs no handshake.
  server.prependListener('connection', (socket: Socket) => admit(socket, connections, doors.turnedAway))
  server.on('request', (request, response) => doors.request(request, response, provenance(request)))
  server.on('upgrade', (request, socket, head) => {
    const client = socket as Socket
    client.on('error', () => client.destroy())
    doors.upgrade(request, client, head, provenance(request))
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => answerClientError(error, socket as Socket, scheme))
  return {
    server,
    async renewCertificate() {
      if (tls === null || secure === null) return false
      const read = await readCertificate(tls)
      if (read.cert === certificate?.cert && read.key === certificate.key) return false
      secure.setSecureContext({ ...tlsPolicy, ...read })
      certificate = read
      return true
    },
  }
}

async function readCertificate(tls: { readonly certificate: string; readonly key: string }) {
  const [cert, key] = await Promise.all([readFile(tls.certificate, 'utf8'), readFile(tls.key, 'utf8')])
  return { cert, key }
}

function admit(socket: Socket, connections: ConnectionLimits, turnedAway: ListenerDoors['turnedAway']): void {
  const address = plainAddress(socket.remoteAddress)
  const key = limitKey(address)
  const admission = connections.enter(key, performance.now())
  if (admission === 'admitted') socket.once('close', () => connections.leave(key))
  else {
    turnedAway(admission, address)
    socket.resetAndDestroy()
  }
}

/** Whoever does not speak HTTP gets the shortest answer there is, and the connection ends. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket, scheme: Provenance['scheme']): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  const security = scheme === 'https' ? `${strictTransportSecurity.join(': ')}\r\n` : ''
  socket.end(`HTTP/1.1 ${status}\r\n${security}Content-Length: 0\r\nConnection: close\r\n\r\n`, () => socket.destroy())
}
