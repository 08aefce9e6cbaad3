import type { ticketVerifier } from '@nahtlos/contract/ticket'

/**
 * What is asked of an endpoint, in the first nine bytes of a connection: `B` and a length for that many bytes of
 * bulk, `E` and nothing for an echo of all that follows.
 */
export const orderLength = 9

export type Order = { readonly kind: 'bulk'; readonly bytes: number } | { readonly kind: 'echo' }

export function writeOrder(order: Order): Buffer {
  const bytes = Buffer.alloc(orderLength)
  bytes.write(order.kind === 'bulk' ? 'B' : 'E', 'latin1')
  if (order.kind === 'bulk') bytes.writeBigUInt64BE(BigInt(order.bytes), 1)
  return bytes
}

export function readOrder(bytes: Buffer): Order {
  return bytes[0] === 0x42 ? { kind: 'bulk', bytes: Number(bytes.readBigUInt64BE(1)) } : { kind: 'echo' }
}

/** Bytes that an endpoint hands to its socket at once: what a display server's large update looks like. */
export const blockLength = 64 * 1024

/**
 * Behind a real agent the job has to look like a display's client (RFC 6143): the handshake, then the order as the text
 * of a ClientCutText. What is echoed are four key events, on every way.
 */
export const handshakeOfClient = Buffer.from('RFB 003.008\n\x01\x01', 'latin1')
const cutTextHead = Buffer.from([6, 0, 0, 0, 0, 0, 0, orderLength])
export function asClient(order: Buffer): Buffer {
  return Buffer.concat([handshakeOfClient, cutTextHead, order])
}
export const clientPreamble = handshakeOfClient.length + cutTextHead.length

/** Four KeyEvents: what a key costs with its shift. */
export const keys = Buffer.concat(
  [1, 1, 0, 0].map((down, index) => Buffer.from([4, down, 0, 0, 0, 0, index % 3 === 0 ? 0xff : 0, 0x61])),
)

/** Where the load generator connects. */
export interface Target {
  readonly port: number
  /** The websocket to open first; null for a raw socket. */
  readonly websocket: { readonly path: string; readonly protocols: readonly string[] } | null
  /** Whether somebody on the way reads what a display's client says. */
  readonly asClient: boolean
}

/** Orders to the load generator, and its answers. */
export type LoadOrder =
  | { readonly kind: 'bulk'; readonly target: Target; readonly bytes: number }
  | { readonly kind: 'round-trips'; readonly target: Target; readonly count: number }
  | { readonly kind: 'hold'; readonly target: Target }
  | { readonly kind: 'release' }
export type LoadAnswer =
  | { readonly kind: 'seconds'; readonly seconds: number }
  /** Microseconds. */
  | { readonly kind: 'times'; readonly times: readonly number[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string }

/** What the endpoints are started with, and where they are then. */
export interface EndpointOrder {
  readonly agentIdentity: string
  readonly serverIdentity: string
  /** JSON Web Key Set. */
  readonly ticketKeys: unknown
  /** Path of a unix socket that stands for a display. */
  readonly display: string
}

/** What the session host's half is started with; it answers its port. */
export interface HostOrder {
  readonly identity: string
  /** Directory for tickets that were spent. */
  readonly tickets: string
  readonly ticketKeys: Parameters<typeof ticketVerifier>[0]
  readonly display: string
  readonly person: string
}
export interface EndpointPorts {
  readonly plain: number
  readonly tls: number
  readonly agent: number
  readonly server: number
}
