import { once } from 'node:events'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { displayProtocol } from '@nahtlos/contract/ticket'
import { loadIdentity } from '@nahtlos/identity/identity'
import { serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { WebSocketServer } from 'ws'
import { blockLength, type EndpointOrder, type EndpointPorts, orderLength, readOrder } from './job.ts'

/**
 * The far side of all relays, a process of its own: a plain and a TLS socket for websockify, which unwraps the
 * websocket itself, and an agent as our gateway finds it, by mutual TLS and with the websocket still in it.
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

const block = Buffer.alloc(blockLength, 'nahtlos')

async function start(order: EndpointOrder): Promise<EndpointPorts> {
  const agent = await loadIdentity(order.agentIdentity)
  const mutual = serverTlsOptions(agent)
  const websockets = new WebSocketServer({ noServer: true, handleProtocols: protocolOf, perMessageDeflate: false })
  const agentServer = createHttpsServer(mutual).on('upgrade', (request, socket, head) => {
    websockets.handleUpgrade(request, socket, head, (websocket) => {
      websocket.on('error', () => websocket.terminate())
      serve(
        (take) => websocket.on('message', take),
        (bytes, done) => websocket.send(bytes, done),
      )
    })
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
  // websockify can not show a certificate of its own to its target, so none is asked of it.
  const tls = createTlsServer({ ...mutual, requestCert: false, rejectUnauthorized: false }, raw)
  return {
    plain: await listening(createServer(raw)),
    tls: await listening(tls),
    agent: await listening(agentServer),
    server: await listening(keys),
  }
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

function protocolOf(protocols: Set<string>): string | false {
  return protocols.has(displayProtocol) ? displayProtocol : false
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
