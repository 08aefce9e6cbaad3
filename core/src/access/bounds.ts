import { type Bounds, type LimitBounds, unbounded } from '@nahtlos/contract/access/bounds'

/** The stricter value of each bound; a bound that only one of them sets holds. */
export function strictest(one: LimitBounds, other: LimitBounds): LimitBounds {
  const least = (key: 'idleMinutes' | 'lengthMinutes' | 'sessions') => {
    const values = [one[key], other[key]].filter((value) => value !== undefined)
    return values.length === 0 ? {} : { [key]: Math.min(...values) }
  }
  return {
    ...least('idleMinutes'),
    ...least('lengthMinutes'),
    ...least('sessions'),
    ...(one.watermark || other.watermark ? { watermark: true } : {}),
  }
}

/** The bounds of a workspace out of those that all limits set. */
export function boundsOf(set: readonly LimitBounds[]): Bounds {
  if (set.length === 0) return unbounded
  const { idleMinutes = null, lengthMinutes = null, sessions = null, watermark = false } = set.reduce(strictest, {})
  return { idleMinutes, lengthMinutes, sessions, watermark }
}
