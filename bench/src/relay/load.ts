import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { clientFrame, FrameCounter } from './frames.ts'
import { asClient, keys, type LoadAnswer, type LoadOrder, type Order, type Target, writeOrder } from './job.ts'

/** The near side of all relays, a process of its own: opens connections, counts what comes, takes the time. */
const held: Socket[] = []

process.on('message', (order: LoadOrder) => {
  carryOut(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ kind: 'failed', message: String(error) } satisfies LoadAnswer),
  )
})
process.once('disconnect', () => process.exit(0))

async function carryOut(order: LoadOrder): Promise<LoadAnswer> {
  switch (order.kind) {
    case 'bulk':
      return { kind: 'seconds', seconds: await bulk(order.target, order.bytes) }
    case 'round-trips':
      return { kind: 'times', times: await roundTrips(order.target, order.count) }
    case 'hold': {
      const { socket, begin } = await open(order.target, () => undefined)
      begin({ kind: 'echo' })
      held.push(socket)
      return { kind: 'done' }
    }
    case 'release':
      for (const socket of held.splice(0)) socket.destroy()
      return { kind: 'done' }
  }
}

interface Opened {
  readonly socket: Socket
  begin(order: Order): void
  send(bytes: Buffer): void
}

/** @param received is told how many bytes of payload came by now */
async function open(target: Target, received: (payload: number) => void): Promise<Opened> {
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  const frames = new FrameCounter()
  let answer: Buffer | null = target.websocket === null ? null : Buffer.alloc(0)
  let payload = 0
  const take = (bytes: Buffer) => {
    if (target.websocket === null) payload += bytes.length
    else {
      frames.take(bytes)
      payload = frames.payload
    }
    received(payload)
  }
  const socket = connect({
    port: target.port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(256 * 1024),
      callback(length, buffer) {
        const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, length)
        if (answer === null) take(bytes)
        else {
          answer = Buffer.concat([answer, bytes])
          const end = answer.indexOf('\r\n\r\n')
          if (end === -1) return true
          if (!answer.toString('latin1', 0, 12).endsWith(' 101')) reject(new Error(answer.toString('latin1')))
          const rest = answer.subarray(end + 4)
          answer = null
          resolve()
          if (rest.length > 0) take(rest)
        }
        return true
      },
    },
  })
  socket.on('error', reject)
  socket.on('close', () => reject(new Error('the relay closed the connection')))
  await once(socket, 'connect')
  if (target.websocket === null) resolve()
  else socket.write(handshake(target.port, target.websocket.path, target.websocket.protocols))
  await ready
  const send = (bytes: Buffer) => void socket.write(target.websocket === null ? bytes : clientFrame(bytes))
  const begin = (order: Order) => send(target.asClient ? asClient(writeOrder(order)) : writeOrder(order))
  return { socket, send, begin }
}

function handshake(port: number, path: string, protocols: readonly string[]): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    ...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
    '\r\n',
  ].join('\r\n')
}

/** Seconds from the first byte to the last, so that opening the connection does not count. */
async function bulk(target: Target, bytes: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let begun = 0
  const { socket, begin } = await open(target, (payload) => {
    if (begun === 0) begun = performance.now()
    if (payload >= bytes) resolve((performance.now() - begun) / 1000)
  })
  socket.on('close', () => reject(new Error('the connection closed before all was there')))
  begin({ kind: 'bulk', bytes })
  const seconds = await promise
  socket.destroy()
  return seconds
}

/** Microseconds of each ping and pong, one after the other. */
async function roundTrips(target: Target, count: number): Promise<number[]> {
  const times: number[] = []
  const { length } = keys
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let sent = 0
  let expected = length
  const { socket, send, begin } = await open(target, (payload) => {
    if (payload < expected) return
    expected += length
    times.push((performance.now() - sent) * 1000)
    if (times.length >= count) resolve()
    else ping()
  })
  const ping = () => {
    sent = performance.now()
    send(keys)
  }
  socket.on('close', () => reject(new Error('the connection closed')))
  begin({ kind: 'echo' })
  ping()
  await promise
  socket.destroy()
  return times
}
