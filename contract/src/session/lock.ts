/**
 * Milliseconds after which a session that nobody looks at is locked: whoever comes back to it signs in anew. A gateway
 * or agent that was started anew in the meantime locks nothing.
 */
export const lockedAfter = 60_000

/**
 * The same where nobody closed the last connection and it broke: a network that comes back within this time brings the
 * picture back by itself.
 */
export const lockedAfterBreak = 15 * 60_000
