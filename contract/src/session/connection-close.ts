/**
 * Close codes of the desktop's websocket (RFC 6455 section 7.4.2 leaves 4000-4999 to applications).
 * In a file without schemas: the browser's desktop page needs the numbers alone.
 */
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
  /** Nobody used keyboard or pointer for as long as a limit allows; the session stays. */
  idle: 4007,
} as const
export type ConnectionClose = (typeof ConnectionClose)[keyof typeof ConnectionClose]
