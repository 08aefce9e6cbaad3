/** Time as a session's rules and bounds know it: the machine's, or one that a test moves. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Does it when so many milliseconds are over; what is answered calls it off. */
  later(milliseconds: number, work: () => void): () => void
}

export const realClock: Clock = {
  now: Date.now,
  later(milliseconds, work) {
    const timer = setTimeout(work, milliseconds)
    return () => clearTimeout(timer)
  },
}
