import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { selectionOf } from './selection.ts'

type Move = NonNullable<SettingsTemplate['succeeds']>['moves'][number]

/**
 * The entries of the former template as the next one begins with them: the first move that fits takes a file or a
 * whole folder to its new place, what the next template does not include is left behind, and where two arrive at one
 * path the moved one stays. Sorted by path.
 */
export function succeededEntries(
  former: readonly SnapshotEntry[],
  next: Pick<SettingsTemplate, 'include' | 'exclude' | 'succeeds'>,
): SnapshotEntry[] {
  const selection = selectionOf(next)
  const moves = next.succeeds?.moves ?? []
  const arrived = new Map<string, { entry: SnapshotEntry; moved: boolean }>()
  for (const entry of former) {
    const path = movedPath(entry.path, moves)
    if (!selection.has(path)) continue
    const moved = path !== entry.path
    if (arrived.has(path) && !moved) continue
    arrived.set(path, { entry: { ...entry, path }, moved })
  }
  return [...arrived.values()].map(({ entry }) => entry).sort((a, b) => (a.path < b.path ? -1 : 1))
}

function movedPath(path: string, moves: readonly Move[]): string {
  for (const { from, to } of moves) {
    if (path === from) return to
    if (path.startsWith(`${from}/`)) return to + path.slice(from.length)
  }
  return path
}
