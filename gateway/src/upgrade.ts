import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { ProblemCode } from '@nahtlos/contract/problem'
import { browserMark, readSignInCookie } from '@nahtlos/contract/sign-in-cookie'
import type { TicketClaims } from '@nahtlos/contract/ticket'
import type { Identity } from '@nahtlos/identity/identity'
import type { Logger } from 'pino'
import { refuseUpgrade } from './answer.ts'
import type { Figures } from './figures.ts'
import type { Provenance } from './headers.ts'
import { relay } from './relay.ts'
import type { TicketKeys } from './ticket-keys.ts'
import { readUpgrade } from './upgrade-request.ts'
import type { UsedTickets } from './used-tickets.ts'

export interface UpgradeOptions {
  readonly keys: TicketKeys
  readonly used: UsedTickets
  readonly figures: Figures
  readonly log: Logger
  readonly identity: () => Identity
  readonly relays: Set<Socket>
  readonly maximum: number
  /** Milliseconds. */
  readonly timeout: number
  readonly clock: () => Date
}

/** Why an upgrade is refused, and what the client is told: enough to act, nothing to learn from. */
const refusals = {
  malformed: { code: 'invalid-input', status: 400 },
  'foreign-origin': { code: 'foreign-origin', status: 403 },
  'no-ticket': { code: 'not-signed-in', status: 401 },
  'malformed-ticket': { code: 'not-permitted', status: 403 },
  'unknown-key': { code: 'not-permitted', status: 403 },
  forged: { code: 'not-permitted', status: 403 },
  expired: { code: 'not-permitted', status: 403 },
  'foreign-listener': { code: 'not-permitted', status: 403 },
  'foreign-browser': { code: 'not-permitted', status: 403 },
  used: { code: 'not-permitted', status: 403 },
  full: { code: 'no-host', status: 503 },
  'agent-refused': { code: 'not-permitted', status: 403 },
  'agent-away': { code: 'server-unavailable', status: 502 },
} as const satisfies Record<string, { code: ProblemCode; status: number }>
type Refusal = keyof typeof refusals

/** Takes a websocket upgrade as far as an open relay, or refuses it. Deny is the default. */
export async function openDesktop(
  request: IncomingMessage,
  client: Socket,
  head: Buffer,
  provenance: Provenance,
  options: UpgradeOptions,
): Promise<void> {
  const { log, figures, relays } = options
  const refuse = (refusal: Refusal, about: Record<string, unknown> = {}) => {
    figures.refusedUpgrades.inc({ listener: provenance.listener, reason: refusal })
    log.warn({ ...provenance, refusal, ...about }, 'websocket refused')
    const { code, status } = refusals[refusal]
    refuseUpgrade(client, provenance.scheme, code, status)
  }
  const asked = readUpgrade(request, provenance.scheme)
  if (!asked.ok) return refuse(asked.refusal)
  const admitted = await admit(asked.ticket, request.headers.cookie, provenance, options)
  if (typeof admitted === 'string') return refuse(admitted)
  const connection = { connection: admitted.jti, host: admitted.aud }
  if (relays.size >= options.maximum) return refuse('full', connection)
  relays.add(client)
  try {
    const { key, ticket } = asked
    const { timeout } = options
    const opened = await relay({
      client,
      head,
      key,
      ticket,
      claims: admitted,
      provenance,
      identity: options.identity(),
      timeout,
    })
    if (!opened.ok) {
      const refusal = opened.status >= 400 && opened.status < 500 ? 'agent-refused' : 'agent-away'
      return refuse(refusal, { ...connection, error: message(opened.cause) })
    }
    figures.relays.inc({ listener: provenance.listener })
    log.info({ ...provenance, ...connection }, 'desktop opened')
    await opened.closed
    log.info(connection, 'desktop closed')
  } finally {
    relays.delete(client)
  }
}

async function admit(
  ticket: string,
  cookie: string | undefined,
  provenance: Provenance,
  options: UpgradeOptions,
): Promise<TicketClaims | Refusal> {
  const now = options.clock()
  const verdict = await options.keys.verify(ticket, now)
  if (!verdict.ok) return verdict.refusal === 'malformed' ? 'malformed-ticket' : verdict.refusal
  const { claims } = verdict
  if (claims.listener !== provenance.listener) return 'foreign-listener'
  // Not by the client's address: it changes with a telephone's cell, between IPv4 and IPv6, and behind a carrier's NAT.
  if (claims.browser !== undefined && claims.browser !== markOf(cookie, provenance)) return 'foreign-browser'
  return options.used.use(claims.jti, claims.exp, now.getTime() / 1000) ? claims : 'used'
}

function markOf(cookie: string | undefined, { scheme }: Provenance): string | null {
  const token = readSignInCookie(scheme, cookie)
  return token === null ? null : browserMark(token)
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
