import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'

/**
 * A `fetch` for the portal. Node's own can't take one more authority, and Linux doesn't resolve names below
 * `localhost`, which are this very machine (RFC 6761 section 6.3).
 */
export function exchange(authority: string | null): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const body = Buffer.from(await request.arrayBuffer())
    const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost')
    const options = {
      host: local ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), host: url.host, 'content-length': body.length },
      signal: request.signal,
    }
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const encrypted = url.protocol === 'https:'
    const tls = { servername: url.hostname, ...(authority === null ? {} : { ca: authority }) }
    const sent = encrypted ? secureRequest({ ...options, ...tls }) : plainRequest(options)
    sent.once('error', reject)
    sent.once('response', (received) => {
      const chunks: Buffer[] = []
      received.on('data', (chunk: Buffer) => chunks.push(chunk))
      received.once('error', reject)
      received.once('end', () => {
        const headers = new Headers()
        for (const [name, value] of Object.entries(received.headersDistinct)) {
          for (const one of value ?? []) headers.append(name, one)
        }
        const status = received.statusCode ?? 500
        // These carry no body (RFC 9110), and Response refuses one.
        const empty = status === 204 || status === 304
        resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers }))
      })
    })
    sent.end(body)
    return promise
  }
}
