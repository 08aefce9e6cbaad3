import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { request as requestServer } from 'node:https'
import { pipeline } from 'node:stream'
import { answerProblem } from './answer.ts'
import { hasOneHost, type Provenance, requestHeaders, responseHeaders } from './headers.ts'
import { judgePath } from './public-path.ts'
import type { ServerConnection } from './server-connection.ts'

export interface ForwardOptions {
  readonly server: ServerConnection
  /** Bytes. */
  readonly bodyLimit: number
  /** Milliseconds until the server has to begin its answer. */
  readonly answerTimeout: number
  /** Told where the server did not answer. */
  readonly failed: (error: unknown) => void
}

class BodyTooLong extends Error {}

/** Forwards one request to the server and its answer to the client, both as streams. */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  provenance: Provenance,
  options: ForwardOptions,
): void {
  const verdict = judgePath(request.url ?? '')
  const refuse = (code: 'invalid-input' | 'not-found', status?: number) => {
    request.resume()
    answerProblem(request, response, provenance.scheme, code, { close: true, ...(status ? { status } : {}) })
  }
  if (verdict === 'malformed' || !hasOneHost(request.rawHeaders)) refuse('invalid-input')
  else if (verdict === 'reserved') refuse('not-found')
  else if (Number(request.headers['content-length'] ?? 0) > options.bodyLimit) refuse('invalid-input', 413)
  else send(request, response, provenance, options, bodyOf(request) === 'none')
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  provenance: Provenance,
  options: ForwardOptions,
  mayRepeat: boolean,
): void {
  const body = bodyOf(request)
  const sent = requestServer({
    ...options.server.options(),
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: requestHeaders(request.rawHeaders, provenance, body),
    setHost: false,
  })
  const waiting = setTimeout(() => sent.destroy(new Error('no answer in time')), options.answerTimeout)
  const leave = () => {
    clearTimeout(waiting)
    sent.destroy()
  }
  response.once('close', leave)
  sent.on('response', (answer) => {
    clearTimeout(waiting)
    response.writeHead(
      answer.statusCode ?? 502,
      answer.statusMessage,
      responseHeaders(answer.rawHeaders, provenance.scheme),
    )
    // Where the length is unknown this may be a stream of events, whose first one comes late.
    if (answer.headers['content-length'] === undefined) response.flushHeaders()
    pipeline(answer, response, (error) => {
      if (error) response.destroy()
    })
  })
  sent.on('error', (error) => {
    clearTimeout(waiting)
    response.off('close', leave)
    if (response.destroyed || response.writableEnded) return
    // A kept connection may close under the request; the server has not seen a request that has no answer then.
    const stale = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
    if (stale && mayRepeat && isSafe(request) && !response.headersSent) {
      send(request, response, provenance, options, false)
      return
    }
    if (!(error instanceof BodyTooLong)) options.failed(error)
    if (!response.headersSent) {
      request.resume()
      const tooLong = error instanceof BodyTooLong
      answerProblem(request, response, provenance.scheme, tooLong ? 'invalid-input' : 'server-unavailable', {
        close: body !== 'none',
        ...(tooLong ? { status: 413 } : {}),
      })
    } else response.destroy()
  })
  if (body === 'none') sent.end()
  else pump(request, sent, options.bodyLimit)
}

/** Not `pipeline`: a body that is too long must leave the connection able to carry the answer that says so. */
function pump(request: IncomingMessage, sent: ClientRequest, limit: number): void {
  let length = 0
  const take = (chunk: Buffer) => {
    length += chunk.length
    if (length > limit) sent.destroy(new BodyTooLong('the body is too long'))
    else if (!sent.write(chunk)) {
      request.pause()
      sent.once('drain', () => request.resume())
    }
  }
  request.on('data', take)
  request.on('end', () => sent.end())
  request.on('error', (error) => sent.destroy(error))
  sent.once('close', () => {
    request.off('data', take)
    request.resume()
  })
}

/** Repeating these changes nothing (RFC 9110 section 9.2.1). */
function isSafe(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function bodyOf({ headers }: IncomingMessage): 'none' | 'length' | 'chunked' {
  if (headers['transfer-encoding'] !== undefined) return 'chunked'
  return headers['content-length'] === undefined ? 'none' : 'length'
}
