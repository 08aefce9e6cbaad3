/**
 * When somebody looks next which window is active without having heard of one, in rounds: once after each start of the
 * listener, whose own first look comes before it listens, and while an answer is missing again, less and less often.
 */
export interface LookSchedule {
  /** Rounds until the next look: none where it is due, infinitely many where nothing is missing. */
  readonly left: number
  /** Rounds that the look before waited for, or would have. */
  readonly waited: number
}

/** Rounds between two looks, at most, where no answer comes. */
const seldom = 12

/** The listener began, or an answer is missing that was there. */
export const lookSoon: LookSchedule = { left: 1, waited: 1 }

export function isLookDue({ left }: LookSchedule): boolean {
  return left === 0
}

export function afterRound({ left, waited }: LookSchedule): LookSchedule {
  return { left: Math.max(0, left - 1), waited }
}

/** Somebody looked. Where that brought no answer, the next look waits for twice as long. */
export function afterLook({ waited }: LookSchedule, isAnswered: boolean): LookSchedule {
  const next = Math.min(seldom, waited * 2)
  return { left: isAnswered ? Number.POSITIVE_INFINITY : next, waited: next }
}

/** A window was heard to be active, and asked whose it is. */
export function afterHearing(schedule: LookSchedule, isAnswered: boolean): LookSchedule {
  return isAnswered ? schedule : lookSoon
}
