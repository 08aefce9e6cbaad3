import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { isInsideHome } from './glob.ts'
import type { Selection } from './selection.ts'

export interface RestorePlan {
  /** Safe to write into a home, sorted as they came. */
  readonly accepted: SnapshotEntry[]
  /** Outside the home or the template, below a link or a file, or named twice. */
  readonly refused: SnapshotEntry[]
}

/**
 * Decides before the first write. A snapshot comes from another host, and a captured host may have written it: it
 * must not place a file where its template has nothing to say.
 */
export function restorePlan(entries: readonly SnapshotEntry[], selection: Selection): RestorePlan {
  const plan: RestorePlan = { accepted: [], refused: [] }
  const named = new Map<string, number>()
  for (const { path } of entries) named.set(path, (named.get(path) ?? 0) + 1)
  for (const entry of entries) {
    const safe =
      isInsideHome(entry.path) &&
      selection.has(entry.path) &&
      named.get(entry.path) === 1 &&
      !foldersOf(entry.path).some((folder) => named.has(folder))
    plan[safe ? 'accepted' : 'refused'].push(entry)
  }
  return plan
}

/** `a/b/c` → `a`, `a/b`. */
function foldersOf(path: string): string[] {
  const names = path.split('/')
  return names.slice(1).map((_, at) => names.slice(0, at + 1).join('/'))
}
