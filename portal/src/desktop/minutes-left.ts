/** Whole minutes until an instant, at least one: what is nearer is said as one minute. */
export function minutesLeft(at: string, now: number): number {
  return Math.max(1, Math.round((Date.parse(at) - now) / 60_000))
}

/** Milliseconds before a limit on idleness closes the connection at which it is told. */
const toldBefore = 120_000

/** Whether somebody who last used keyboard or pointer then should be told that the connection will be closed. */
export function isIdleSoon(idleMinutes: number | null, lastInput: number, now: number): boolean {
  if (idleMinutes === null) return false
  const limit = idleMinutes * 60_000
  return now - lastInput >= limit - Math.min(toldBefore, limit / 2)
}
