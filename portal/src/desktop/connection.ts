import { ConnectionClose } from '@nahtlos/contract/session/connection-close'

/**
 * The life of the desktop's connection as a pure state machine: events in, states out.
 * It begins once the session is ready. The driver (`use-connection.ts`) does what a state demands: `asking` wants a ticket, `connecting` a websocket,
 * `interrupted` a new try after `delay`.
 */
export type Connection =
  | { readonly state: 'asking'; readonly attempt: number }
  | { readonly state: 'connecting'; readonly attempt: number }
  | { readonly state: 'connected' }
  /** The picture is frozen; the next try begins by itself after `delay` milliseconds. */
  | { readonly state: 'interrupted'; readonly attempt: number; readonly delay: number }
  /** She works in another browser now; only she takes it back. */
  | { readonly state: 'taken-over' }
  /** Access was withdrawn; the reason is asked for. */
  | { readonly state: 'withdrawn' }
  /** Nobody used it for as long as a limit allows; only she goes on. */
  | { readonly state: 'idle' }
  | { readonly state: 'over' }
  /** A refusal that trying again doesn't mend. */
  | { readonly state: 'refused'; readonly error: unknown }

export type ConnectionEvent =
  | { readonly type: 'ticket' }
  /** No ticket: `final` where trying again does not help, `withdrawn` where the rules refuse. */
  | {
      readonly type: 'no-ticket'
      readonly error: unknown
      readonly kind: 'final' | 'withdrawn' | 'passing'
      readonly random: number
    }
  | { readonly type: 'connected' }
  /** The websocket closed with this code; `random` (0 to 1) spreads the next tries of many browsers. */
  | { readonly type: 'closed'; readonly code: number; readonly random: number }
  /** The waiting time is over, or the browser is online again. */
  | { readonly type: 'try-again' }
  | { readonly type: 'take-back' }

/** Whether the last picture stays in sight: only where it comes back by itself. Where access is gone, it is gone too. */
export function keepsPicture({ state }: Connection): boolean {
  return state === 'asking' || state === 'connecting' || state === 'interrupted'
}

export const firstConnection: Connection = { state: 'asking', attempt: 0 }

/** Milliseconds before the try with this number: doubling from half a second to eight, spread by a quarter. */
export function delayBefore(attempt: number, random: number): number {
  return Math.round(Math.min(500 * 2 ** (attempt - 1), 8000) * (0.75 + random / 2))
}

function interrupted(attempt: number, random: number): Connection {
  return { state: 'interrupted', attempt: attempt + 1, delay: delayBefore(attempt + 1, random) }
}

/** How often a refused ticket is replaced before the refusal is believed. */
const ticketTries = 5

export function nextConnection(connection: Connection, event: ConnectionEvent): Connection {
  switch (connection.state) {
    case 'asking':
      if (event.type === 'ticket') return { state: 'connecting', attempt: connection.attempt }
      if (event.type === 'no-ticket') {
        if (event.kind === 'withdrawn') return { state: 'withdrawn' }
        if (event.kind === 'final') return { state: 'refused', error: event.error }
        return interrupted(connection.attempt, event.random)
      }
      return connection
    case 'connecting':
      if (event.type === 'connected') return { state: 'connected' }
      if (event.type === 'closed') return afterClose(event.code, connection.attempt, event.random)
      return connection
    case 'connected':
      if (event.type === 'closed') return afterClose(event.code, 0, event.random)
      return connection
    case 'interrupted':
      return event.type === 'try-again' ? { state: 'asking', attempt: connection.attempt } : connection
    case 'over':
      return connection
    case 'taken-over':
    case 'withdrawn':
    case 'idle':
    case 'refused':
      return event.type === 'take-back' ? { state: 'asking', attempt: 0 } : connection
  }
}

function afterClose(code: number, attempt: number, random: number): Connection {
  switch (code) {
    case ConnectionClose.takenOver:
      return { state: 'taken-over' }
    case ConnectionClose.accessWithdrawn:
      return { state: 'withdrawn' }
    case ConnectionClose.idle:
      return { state: 'idle' }
    case ConnectionClose.sessionEnded:
      return { state: 'over' }
    case ConnectionClose.ticketRefused:
    case ConnectionClose.protocolViolation:
      if (attempt + 1 >= ticketTries) return { state: 'refused', error: null }
      return interrupted(attempt, random)
    default:
      return interrupted(attempt, random)
  }
}
