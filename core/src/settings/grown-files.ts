import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { FileFact } from './diff.ts'

/** As many files as a person is told of. */
const told = 3

/** The files that grew most since the last good state, largest growth first; new ones grew from nothing. */
export function grownFiles(before: readonly SnapshotEntry[], now: readonly FileFact[]): string[] {
  const sizes = new Map(before.map((entry) => [entry.path, entry.type === 'file' ? entry.size : 0]))
  return now
    .map(({ path, size }) => ({ path, growth: size - (sizes.get(path) ?? 0) }))
    .filter(({ growth }) => growth > 0)
    .sort((a, b) => b.growth - a.growth || (a.path < b.path ? -1 : 1))
    .slice(0, told)
    .map(({ path }) => path)
}
