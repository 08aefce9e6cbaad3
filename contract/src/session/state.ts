import { z } from 'zod'

/**
 * - `placing`: has its lease, waits for a host.
 * - `preparing`: a host works on it, see its phases.
 * - `ready`: runs, with or without somebody connected.
 * - `ending`: the host saves settings and cleans up.
 * - `ended`, `failed` (never became ready), `lost` (its host went away): final, the lease is free.
 */
export const SessionState = z.enum(['placing', 'preparing', 'ready', 'ending', 'ended', 'failed', 'lost'])
export type SessionState = z.infer<typeof SessionState>

/** The named pieces of work of a start or an end, told to the person as progress. They overlap. */
export const PhaseName = z.enum(['placement', 'home', 'settings', 'display', 'desktop', 'logoff', 'capture', 'clean'])
export type PhaseName = z.infer<typeof PhaseName>

export const Phase = z.strictObject({
  name: PhaseName,
  /** Milliseconds since the Unix epoch by the clock of the machine that did the work. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** A warning lets the session go on (comfort fails open); a failure ends it. */
  outcome: z.enum(['running', 'done', 'warning', 'failed']),
})
export type Phase = z.infer<typeof Phase>

/** Something the person should know about her session, shown beside the desktop. */
export const Notice = z.enum([
  'settings-not-restored',
  'settings-not-saved',
  'settings-too-large',
  'settings-merged',
  'home-drive-missing',
])
export type Notice = z.infer<typeof Notice>

/** Close codes of the desktop's websocket (RFC 6455 section 7.4.2 leaves 4000-4999 to applications). */
export const ConnectionClose = {
  /** The session went on in another browser; don't reconnect by yourself. */
  takenOver: 4001,
  /** Access was withdrawn; ask the server why. */
  accessWithdrawn: 4002,
  /** The session ended. */
  sessionEnded: 4003,
  /** The ticket is forged, expired, used before, or for another host. */
  ticketRefused: 4004,
  /** The client broke the protocol. */
  protocolViolation: 4005,
  /** The host can't reach the session now; try again with a new ticket. */
  sessionUnreachable: 4006,
} as const
export type ConnectionClose = (typeof ConnectionClose)[keyof typeof ConnectionClose]
