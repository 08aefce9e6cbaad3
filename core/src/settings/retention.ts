/** A version of a package, for the decision whether it is kept. */
export interface DatedVersion {
  readonly number: number
  readonly at: Date
}

const hour = 3_600_000
const day = 24 * hour

/**
 * Which versions of a package are kept: at most `keep`, and never none. An app whose settings are saved every minute
 * would use all of them up in half an hour, and last Tuesday would be gone. So a third goes to the newest ones, a third
 * to the last one of each hour, and what is left to the last one of each day (UTC), newest first.
 *
 * Deciding again over what was kept keeps all of it, so it does not matter how often it is done.
 */
export function retainedVersions(versions: readonly DatedVersion[], keep: number): Set<number> {
  const newest = versions.toSorted((a, b) => b.number - a.number)
  const kept = new Set<number>()
  const third = Math.max(1, Math.floor(keep / 3))
  take(kept, newest, Math.min(third, keep))
  take(kept, lastOfEach(newest, hour), Math.min(kept.size + third, keep))
  take(kept, lastOfEach(newest, day), keep)
  // Room that hours and days did not need goes to the newest of the rest.
  take(kept, newest, keep)
  return kept
}

function take(kept: Set<number>, candidates: readonly DatedVersion[], limit: number): void {
  for (const { number } of candidates) {
    if (kept.size >= limit) return
    kept.add(number)
  }
}

function lastOfEach(newestFirst: readonly DatedVersion[], span: number): DatedVersion[] {
  const seen = new Set<number>()
  return newestFirst.filter(({ at }) => {
    const slot = Math.floor(at.getTime() / span)
    if (seen.has(slot)) return false
    seen.add(slot)
    return true
  })
}
