import net from 'node:net'
import { connectPath, displayProtocol, ticketProtocolPrefix } from '@nahtlos/contract/ticket'
import WebSocket from 'ws'

/** Bytes both ways, whatever carries them: a session's unix socket or a websocket through the gateway. */
export interface Wire {
  send(bytes: Uint8Array): void
  /** Called with every piece that arrives, in order. */
  onBytes(take: (bytes: Buffer) => void): void
  /** Resolves with the websocket's close code, or 0 for a socket. */
  readonly closed: Promise<number>
  close(): void
}

/** Connects to an X server's RFB socket directly, past every rule: what a desktop started by hand offers. */
export async function socketWire(path: string): Promise<Wire> {
  const socket = net.connect(path)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(0)))
  socket.on('error', () => socket.destroy())
  return {
    send: (bytes) => void socket.write(bytes),
    onBytes: (take) => void socket.on('data', take),
    closed,
    close: () => void socket.destroy(),
  }
}

/**
 * Connects as a browser does: through a listener of the gateway, with a ticket and the cookie of the sign-in that it was
 * made for. Rejects with the HTTP status.
 */
export async function ticketWire(origin: string, ticket: string, cookie: string, ca?: string): Promise<Wire> {
  const url = origin.replace(/^http/, 'ws') + connectPath
  const socket = new WebSocket(url, [displayProtocol, ticketProtocolPrefix + ticket], {
    origin,
    perMessageDeflate: false,
    headers: { cookie },
    ...(ca === undefined ? {} : { ca }),
    // The demo's names end in .localhost, which the resolver of a bare machine does not know.
    lookup: (_host, options, found) =>
      options.all === true ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
  })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  const early: Buffer[] = []
  let take: (bytes: Buffer) => void = (bytes) => void early.push(bytes)
  socket.on('message', (data: Buffer) => take(data))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('unexpected-response', (_request, response) => {
      socket.terminate()
      reject(new WireRefused(response.statusCode ?? 0))
    })
    socket.once('error', reject)
  })
  socket.on('error', () => socket.terminate())
  return {
    send: (bytes) => void socket.send(bytes),
    onBytes: (next) => {
      take = next
      for (const bytes of early.splice(0)) next(bytes)
    },
    closed,
    close: () => void socket.close(),
  }
}

/** The gateway or the agent answered the upgrade with an error status. */
export class WireRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`the upgrade was refused with status ${status}`)
    this.status = status
  }
}
