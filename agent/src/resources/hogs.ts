/** What a session has taken of the processors, as far as it matters for its class. */
export interface Taking {
  /** Looks of the last second, oldest first: when (milliseconds), and processor time by then (milliseconds). */
  readonly looks: readonly { readonly at: number; readonly used: number }[]
  readonly isHog: boolean
  /** Since when it has taken little; null while it takes more. */
  readonly calmSince: number | null
}

export const nothingTaken: Taking = { looks: [], isHog: false, calmSince: null }

/** Processors: whoever takes more for a second does not wait for people, but for the processor. */
const much = 0.6
/** Processors: whoever takes less for a while is waited for by nobody. */
const little = 0.3
/** Milliseconds. */
const over = 900
const calm = 5_000

/**
 * The next look. A session that took much for a second is a hog until it has taken little for some seconds: a hog waits
 * while others want to run, and loses nothing where nobody does. Whoever gets so little that it looks calm is none any
 * more either, so that nobody waits for ever. Pure.
 *
 * @param used milliseconds of processor time since the beginning
 */
export function look(before: Taking, at: number, used: number): Taking {
  const last = before.looks.at(-1)
  // A clock that was put back, or a group that began anew.
  if (last !== undefined && (at <= last.at || used < last.used))
    return { ...before, looks: [{ at, used }], calmSince: null }
  // The youngest look that is old enough is where the second begins.
  const all = [...before.looks, { at, used }]
  const begin = all.findLastIndex((each) => at - each.at >= over)
  const looks = begin > 0 ? all.slice(begin) : all
  const [first] = looks
  if (begin < 0 || first === undefined) return { ...before, looks }
  const taken = (used - first.used) / (at - first.at)
  if (taken > much) return { looks, isHog: true, calmSince: null }
  if (!before.isHog || taken > little) return { ...before, looks, calmSince: null }
  const calmSince = before.calmSince ?? at
  return { looks, isHog: at - calmSince < calm, calmSince }
}

/** Processors that it took in the last second, as far as it was looked at. Pure. */
export function takes({ looks }: Taking): number {
  const [first, last] = [looks[0], looks.at(-1)]
  return first === undefined || last === undefined || first === last
    ? 0
    : (last.used - first.used) / (last.at - first.at)
}
