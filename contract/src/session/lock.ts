/**
 * Milliseconds after which a session that nobody looks at is locked: whoever comes back to it signs in anew. A network
 * that was away for less, and a gateway or agent that was started anew, locks nothing.
 */
export const lockedAfter = 60_000
