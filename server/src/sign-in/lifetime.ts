const minute = 60_000

/** A sign-in ends so long after it began, whatever happens: one working day. */
export const absoluteLifetime = 12 * 60 * minute
/** A sign-in that nothing was heard of for so long is over. */
export const idleLifetime = 120 * minute
/** How exactly the last sign of life is kept: not every request is a write. */
export const seenExactness = minute
/** How long after the password was given a second factor may be set up. */
export const freshness = 15 * minute

interface Times {
  readonly begunAt: Date
  readonly lastSeenAt: Date
}

export function isOver({ begunAt, lastSeenAt }: Times, now: Date): boolean {
  return now.getTime() - begunAt.getTime() >= absoluteLifetime || now.getTime() - lastSeenAt.getTime() >= idleLifetime
}
