/**
 * Remembers tickets until they expire. The agent's memory is what counts, since all connections of a session meet
 * there; this one spares it the replays that come by the same gateway.
 */
export class UsedTickets {
  readonly #until = new Map<string, number>()
  #nextSweep = 0

  /** False where the ticket was used before. @param expires and @param now in seconds */
  use(identifier: string, expires: number, now: number): boolean {
    if (now >= this.#nextSweep) {
      for (const [known, until] of this.#until) if (until < now) this.#until.delete(known)
      this.#nextSweep = now + 10
    }
    if (this.#until.has(identifier)) return false
    this.#until.set(identifier, expires)
    return true
  }

  get size(): number {
    return this.#until.size
  }
}
