/** Whether the processors that hogs leave alone are enough for all who wait for people, together. */
export interface Room {
  readonly fits: boolean
  /** Since when those have taken little of it (milliseconds); null while they take more. */
  readonly calmSince: number | null
}

export const enoughRoom: Room = { fits: true, calmSince: null }

/** Of the processors left alone: whoever takes no more than this there waits for next to nobody. */
const little = 0.4
const much = 0.6
/** Milliseconds. */
const calm = 5_000

/**
 * The next look. Where they take much they may run everywhere at once; back they come when they have taken little for
 * some seconds, so that nobody is moved to and fro. Pure.
 *
 * @param taken processors that they took in the last second
 * @param kept processors that hogs leave alone
 */
export function lookForRoom(before: Room, now: number, taken: number, kept: number): Room {
  if (taken > kept * much) return { fits: false, calmSince: null }
  if (before.fits || taken > kept * little) return { fits: before.fits, calmSince: null }
  const calmSince = before.calmSince ?? now
  return now - calmSince < calm ? { fits: false, calmSince } : enoughRoom
}
