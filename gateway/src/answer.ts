import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Problem, type ProblemCode, problems } from '@nahtlos/contract/problem'
import { type Provenance, strictTransportSecurity } from './headers.ts'

/** Answers that the gateway gives itself. The status of a problem can differ where HTTP has a nearer one. */
export function problemBody(code: ProblemCode, status: number = problems[code].status): string {
  const { de, en, next } = problems[code]
  const body: Problem = { type: `urn:nahtlos:problem:${code}`, status, code, title: { de, en }, next }
  return JSON.stringify(body)
}

/** Answers with a problem, or with a page where a person is looking at it. Closes the connection with `close`. */
export function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  scheme: Provenance['scheme'],
  code: ProblemCode,
  options: { readonly status?: number; readonly close?: boolean } = {},
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const status = options.status ?? problems[code].status
  const page = code === 'server-unavailable' && isNavigation(request)
  const body = page ? unavailablePage() : problemBody(code, status)
  response.writeHead(status, {
    'Content-Type': page ? 'text/html; charset=utf-8' : 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(page ? { 'Content-Security-Policy': pagePolicy, 'Content-Language': 'de, en' } : {}),
    ...(status === 502 ? { 'Retry-After': '3' } : {}),
    ...(scheme === 'https' ? Object.fromEntries([strictTransportSecurity]) : {}),
    ...(options.close ? { Connection: 'close' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** Refuses an upgrade. The socket is the client's alone by then, so the answer is written by hand. */
export function refuseUpgrade(
  socket: Duplex,
  scheme: Provenance['scheme'],
  code: ProblemCode,
  status: number = problems[code].status,
): void {
  const body = problemBody(code, status)
  const lines = [
    `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(scheme === 'https' ? [strictTransportSecurity.join(': ')] : []),
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

function isNavigation({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET') return false
  const mode = headers['sec-fetch-mode']
  return mode === undefined ? /\btext\/html\b/.test(headers.accept ?? '') : mode === 'navigate'
}

const pageStyle =
  'body{margin:15vh auto;max-width:36rem;padding:0 1rem;font:1.125rem/1.6 system-ui,sans-serif}p+p{opacity:.8}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}'
const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'; frame-ancestors 'none'`

/** Tries again by itself without a script: the portal is away, so nothing else can be loaded. */
function unavailablePage(): string {
  const { de, en, next } = problems['server-unavailable']
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="3"><title>Nahtlos</title><style>${pageStyle}</style></head><body><main><p>${de} ${next.de}</p><p lang="en">${en} ${next.en}</p></main></body></html>`
}
