import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { displayProtocol } from '@nahtlos/contract/ticket'
import { loadIdentity } from '@nahtlos/identity/identity'
import { serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { payloads, serverFrame } from './frames.ts'
import { blockLength, clientPreamble, type EndpointOrder, type EndpointPorts, orderLength, readOrder } from './job.ts'

/**
 * The far side of all relays, a process of its own: a plain and a TLS socket for websockify, which unwraps the
 * websocket itself, and an agent as our gateway finds it, by mutual TLS and with the websocket still in it.
 * Neither does more than it must, so that what is measured is the relay.
 */
process.once('message', (order: EndpointOrder) => {
  start(order).then(
    (ports) => process.send?.(ports),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(0))

const websocketSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const block = Buffer.alloc(blockLength, 'nahtlos')
const framedBlock = serverFrame(block)

async function start(order: EndpointOrder): Promise<EndpointPorts> {
  const agent = await loadIdentity(order.agentIdentity)
  const mutual = serverTlsOptions(agent)
  const agentServer = createHttpsServer(mutual).on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy())
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}${websocketSuffix}`)
      .digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${displayProtocol}\r\n\r\n`,
    )
    serve(
      (take) => socket.on('data', (bytes: Buffer) => payloads(bytes).forEach(take)),
      (bytes, done) => socket.write(bytes === block ? framedBlock : serverFrame(bytes), done),
    )
  })
  const keys = createHttpsServer(serverTlsOptions(await loadIdentity(order.serverIdentity)), (_request, response) =>
    response.end(JSON.stringify(order.ticketKeys)),
  )
  const raw = (socket: Socket) => {
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    serve(
      (take) => socket.on('data', take),
      (bytes, done) => socket.write(bytes, done),
    )
  }
  const display = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    serve(
      (take) => withoutPreamble(socket, take),
      (bytes, done) => socket.write(bytes, done),
    )
  }).listen(order.display)
  await once(display, 'listening')
  // websockify can not show a certificate of its own to its target, so none is asked of it. It also waits for ever in a
  // read after a message of TLS 1.3 that holds no data, such as the session tickets behind every handshake.
  const tls = createTlsServer(
    { ...mutual, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', requestCert: false, rejectUnauthorized: false },
    raw,
  )
  return {
    plain: await listening(createServer(raw)),
    tls: await listening(tls),
    agent: await listening(agentServer),
    server: await listening(keys),
  }
}

/** Takes away what a display's client says before the order; it may come in pieces. */
function withoutPreamble(socket: Socket, take: (bytes: Buffer) => void): void {
  let head: Buffer | null = Buffer.alloc(0)
  socket.on('data', (bytes: Buffer) => {
    if (head === null) return take(bytes)
    head = Buffer.concat([head, bytes])
    if (head.length < clientPreamble + orderLength) return
    const rest = head.subarray(clientPreamble)
    head = null
    take(rest)
  })
}

/** One connection's job, whatever it is made of. */
function serve(
  receive: (take: (bytes: Buffer) => void) => void,
  send: (bytes: Buffer, done: () => void) => void,
): void {
  let order: ReturnType<typeof readOrder> | null = null
  receive((bytes) => {
    if (order !== null) return send(bytes, () => undefined)
    order = readOrder(bytes)
    if (order.kind === 'echo' && bytes.length > orderLength) send(bytes.subarray(orderLength), () => undefined)
    if (order.kind === 'bulk') sendBulk(order.bytes, send)
  })
}

function sendBulk(bytes: number, send: (bytes: Buffer, done: () => void) => void): void {
  let left = bytes
  const next = () => {
    if (left <= 0) return
    const length = Math.min(left, block.length)
    left -= length
    send(length === block.length ? block : block.subarray(0, length), next)
  }
  // Four blocks under way keep the socket busy without queueing the whole bulk.
  for (let count = 0; count < 4; count++) next()
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
