import { once } from 'node:events'
import type { WebSocket } from 'ws'

/** A viewer that speaks raw RFB over the websocket, as good or as bad as a test wants it. */
export interface TestViewer {
  send(...bytes: readonly (Uint8Array | string | readonly number[])[]): void
  /** All that the server sent so far. */
  received(): Buffer
  until(holds: (received: Buffer) => boolean): Promise<Buffer>
  readonly closed: Promise<number>
}

export function testViewer(socket: WebSocket): TestViewer {
  const pieces: Buffer[] = []
  const received = () => Buffer.concat(pieces)
  socket.on('message', (data: Buffer) => pieces.push(data))
  const closed = once(socket, 'close').then(([code]) => code as number)
  return {
    send(...bytes) {
      const all = bytes.map((part) =>
        typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part as Uint8Array),
      )
      socket.send(Buffer.concat(all))
    },
    received,
    closed,
    async until(holds) {
      while (!holds(received())) await Promise.race([once(socket, 'message'), closed.then(gone)])
      return received()
    },
  }
}

function gone(code: number): never {
  throw new Error(`the connection was closed with ${code}`)
}

/** The handshake up to ServerInit, RFC 6143 section 7.1 to 7.3, with no security. */
export async function handshake(viewer: TestViewer): Promise<void> {
  await viewer.until((received) => received.length >= 12)
  viewer.send('RFB 003.008\n', [1], [1])
  // Version, one security type, result, ServerInit with a name.
  await viewer.until(
    (received) => received.length >= 12 + 2 + 4 + 24 && received.length >= 42 + received.readUInt32BE(38),
  )
}
