import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import {
  connectPath,
  displayProtocol,
  type TicketClaims,
  ticketMaximumLength,
  ticketProtocolPrefix,
} from '@nahtlos/contract/ticket'
import { hasOneHost, type Provenance, provenanceHeaders, type RawHeaders } from './headers.ts'

export type UpgradeRefusal = 'malformed' | 'foreign-origin' | 'no-ticket'
export type UpgradeVerdict =
  | { readonly ok: true; readonly key: string; readonly ticket: string }
  | { readonly ok: false; readonly refusal: UpgradeRefusal }

interface Request {
  readonly method?: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: RawHeaders
}

/**
 * Reads the client's handshake (RFC 6455 section 4.2.1). The page that opens the websocket must have come from the
 * very address that was asked, or any page on the web could use a person's ticket.
 */
export function readUpgrade({ method, headers, rawHeaders }: Request, scheme: Provenance['scheme']): UpgradeVerdict {
  if (!hasOneHost(rawHeaders)) return { ok: false, refusal: 'malformed' }
  const key = headers['sec-websocket-key']
  if (method !== 'GET' || headers.upgrade?.toLowerCase() !== 'websocket' || headers['sec-websocket-version'] !== '13')
    return { ok: false, refusal: 'malformed' }
  if (key === undefined || !/^[A-Za-z\d+/]{22}==$/.test(key)) return { ok: false, refusal: 'malformed' }
  if (headers.host === undefined || headers.origin?.toLowerCase() !== `${scheme}://${headers.host.toLowerCase()}`)
    return { ok: false, refusal: 'foreign-origin' }
  const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  const tickets = protocols.filter((protocol) => protocol.startsWith(ticketProtocolPrefix))
  const [ticket] = tickets
  if (ticket === undefined) return { ok: false, refusal: 'no-ticket' }
  if (tickets.length > 1 || protocols.length !== 2 || !protocols.includes(displayProtocol))
    return { ok: false, refusal: 'malformed' }
  const text = ticket.slice(ticketProtocolPrefix.length)
  // Nothing but these characters may reach the next request's head.
  if (text.length > ticketMaximumLength || !/^[\w.-]+$/.test(text)) return { ok: false, refusal: 'malformed' }
  return { ok: true, key, ticket: text }
}

/** The request to the agent: only what it needs, nothing that the browser wrote but key and ticket. */
export function agentUpgrade(key: string, ticket: string, claims: TicketClaims, provenance: Provenance): string {
  const lines = [
    `GET ${connectPath} HTTP/1.1`,
    `Host: ${claims.aud}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${key}`,
    `Sec-WebSocket-Protocol: ${displayProtocol}, ${ticketProtocolPrefix}${ticket}`,
  ]
  const raw = provenanceHeaders(provenance)
  for (let at = 0; at + 1 < raw.length; at += 2) lines.push(`${raw[at]}: ${raw[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** The answer that this key asks for, written anew so that no agent can set a header of the portal's address. */
export function clientSwitch(key: string): string {
  return `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${acceptOf(key)}\r\nSec-WebSocket-Protocol: ${displayProtocol}\r\n\r\n`
}

export type AgentAnswer =
  | { readonly state: 'more' }
  | { readonly state: 'switched'; readonly rest: Buffer }
  | { readonly state: 'refused'; readonly status: number }

/** An agent's answer is a few short lines; whoever sends more is no agent of ours. */
const answerLimit = 4096

/** Reads the agent's answer to the upgrade; asks for more bytes until its head is whole. */
export function readAgentAnswer(bytes: Buffer, key: string): AgentAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return bytes.length > answerLimit ? { state: 'refused', status: 502 } : { state: 'more' }
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})\b/.exec(first)?.[1] ?? 502)
  if (status !== 101) return { state: 'refused', status }
  const values = new Map(
    lines.map((line) => [line.split(':', 1)[0]?.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const agreed =
    values.get('sec-websocket-accept') === acceptOf(key) &&
    values.get('sec-websocket-protocol') === displayProtocol &&
    !values.has('sec-websocket-extensions')
  return agreed ? { state: 'switched', rest: bytes.subarray(end + 4) } : { state: 'refused', status: 502 }
}

/** RFC 6455 section 4.2.2, item 5.4. */
function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}
