import { request } from 'node:https'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import { IdentityError } from './identity-error.ts'
import type { NetworkAddress } from './network-address.ts'

const timeout = 15_000
const answerLimit = 64 * 1024

/** Posts JSON and reads JSON, on a connection of its own. @throws IdentityError `unreachable`, `refused`, `bad-answer` */
export async function postJson(
  address: NetworkAddress,
  path: string,
  tls: ConnectionOptions,
  body: unknown,
): Promise<unknown> {
  const { status, text } = await exchange(address, path, tls, JSON.stringify(body)).catch((cause: unknown) => {
    throw cause instanceof IdentityError ? cause : unreachable(address, cause)
  })
  const answer = parsed(text)
  if (status >= 200 && status < 300 && answer !== undefined) return answer
  throw new IdentityError('refused', `${address.host}:${address.port} refused with status ${status}${sentence(answer)}`)
}

/** Opens TLS, hands over the finished handshake, and closes again. @throws IdentityError `unreachable` */
export async function withConnection<Result>(
  address: NetworkAddress,
  tls: ConnectionOptions,
  use: (socket: TLSSocket) => Result,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const socket = connect({ ...tls, ...address }, resolve)
  socket.once('error', reject)
  socket.setTimeout(timeout, () => socket.destroy(new Error('no answer in time')))
  try {
    await promise.catch((cause: unknown) => {
      throw unreachable(address, cause)
    })
    return use(socket)
  } finally {
    socket.destroy()
  }
}

function exchange(address: NetworkAddress, path: string, tls: ConnectionOptions, body: string) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>()
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), connection: 'close' }
  const sent = request({ ...tls, ...address, path, method: 'POST', headers, agent: false }, (response) => {
    const chunks: Buffer[] = []
    let length = 0
    response.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > answerLimit) response.destroy(new IdentityError('bad-answer', 'the answer is too long'))
      else chunks.push(chunk)
    })
    response.on('error', reject)
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
    )
  })
  sent.on('error', reject)
  sent.setTimeout(timeout, () => sent.destroy(new Error('no answer in time')))
  sent.end(body)
  return promise
}

function unreachable(address: NetworkAddress, cause: unknown): IdentityError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new IdentityError('unreachable', `No trusted connection to ${address.host}:${address.port}: ${why}`, { cause })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whatever is not JSON did not come from our server; the caller refuses it.
    return undefined
  }
}

/** The English sentence of a problem (RFC 9457), where the answer is one. */
function sentence(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('title' in answer)) return ''
  const { title } = answer
  return typeof title === 'object' && title !== null && 'en' in title ? `: ${String(title.en)}` : ''
}
