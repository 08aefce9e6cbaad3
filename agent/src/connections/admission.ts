import type { HostId } from '@nahtlos/contract/identifiers'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { displayProtocol, type TicketClaims, type TicketVerifier, ticketProtocolPrefix } from '@nahtlos/contract/ticket'
import type { Whence } from '../policy/host-decisions.ts'
import type { UsedTickets } from './used-tickets.ts'

/** What a session looks like to somebody who wants to connect to it. */
export interface OpenSession {
  readonly person: string
  readonly uid: number
  readonly socket: string
  /** Resolves when this revision of the session's environment is in place, for somebody from there; false where it cannot be. */
  inPlace(environment: number, whence: Whence): Promise<boolean>
}

export type Admission =
  | { readonly ok: true; readonly claims: TicketClaims; readonly session: OpenSession }
  | { readonly ok: false; readonly code: ConnectionClose; readonly reason: string }

export interface AdmissionFacts {
  readonly host: HostId
  readonly verify: TicketVerifier
  readonly tickets: UsedTickets
  /** Null for a session that is not here or not ready. */
  session(id: string): OpenSession | null
  now(): Date
}

/**
 * The ticket of an upgrade request: `Sec-WebSocket-Protocol` (RFC 6455 section 11.3.4) names the protocol and
 * carries the ticket beside it. Null where either is missing or named twice.
 */
export function ticketOf(header: string | undefined): string | null {
  const names = (header ?? '').split(',').map((name) => name.trim())
  const [ticket, ...others] = names.filter((name) => name.startsWith(ticketProtocolPrefix))
  if (ticket === undefined || others.length > 0 || !names.includes(displayProtocol)) return null
  return ticket.slice(ticketProtocolPrefix.length)
}

/** Where the connection comes from, by its ticket. */
export function whenceOf({ listener, client, secondFactor, enrolledDevice }: TicketClaims): Whence {
  return {
    ...{ listener, clientAddress: client ?? '0.0.0.0' },
    ...{ secondFactor: secondFactor ?? false, enrolledDevice: enrolledDevice ?? false },
  }
}

/**
 * Whether a ticket opens a connection here and now. It is spent before the environment of the place that it
 * comes from is waited for: nothing of the session is shown that is not meant to be seen there.
 */
export async function admit(ticket: string | null, facts: AdmissionFacts): Promise<Admission> {
  const refused = (reason: string): Admission => ({ ok: false, code: ConnectionClose.ticketRefused, reason })
  if (ticket === null) return refused('no ticket')
  const verdict = await facts.verify(ticket, facts.now())
  if (!verdict.ok) return refused(verdict.refusal)
  const { claims } = verdict
  if (claims.aud !== facts.host) return refused('for another host')
  const session = facts.session(claims.session)
  if (session === null) return { ok: false, code: ConnectionClose.sessionUnreachable, reason: 'session is not ready' }
  if (session.person !== claims.sub) return refused('for another person')
  if (!(await facts.tickets.spend(claims))) return refused('used before')
  if (!(await session.inPlace(claims.environment ?? 0, whenceOf(claims))))
    return { ok: false, code: ConnectionClose.sessionUnreachable, reason: 'the environment is not in place' }
  return { ok: true, claims, session }
}
