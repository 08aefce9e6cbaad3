import type { VersionKind } from '@nahtlos/contract/api/settings'
import type { MergeConflict, SnapshotId } from '@nahtlos/contract/host/vault'
import type { Queries } from '../database/database.ts'

export interface HeadMove {
  readonly moved: boolean
  /** The head after the attempt. */
  readonly head: SnapshotId | null
}

/** A snapshot that becomes a version of a package. */
export interface NewVersion {
  readonly snapshot: SnapshotId
  readonly host: string
  readonly kind: VersionKind
  readonly conflicts?: readonly MergeConflict[]
  readonly cameFrom?: number
  readonly actor?: string
}

/** The head of one person's package; null where she has none yet. */
export async function packageHead(queries: Queries, person: string, template: string): Promise<SnapshotId | null> {
  const row = await queries
    .selectFrom('settings_package')
    .select('head')
    .where('person', '=', person)
    .where('template', '=', template)
    .executeTakeFirst()
  return row?.head ?? null
}

/**
 * Compare-and-swap: moves the head only where it is still `expected`. Once the transaction has ended with `moved`, the
 * move survives any crash. A move to where the head is already is one that is repeated after a lost answer, and succeeds.
 *
 * @param versions what goes to the history, in order; the last one becomes the head
 */
export async function moveHead(
  queries: Queries,
  person: string,
  template: string,
  expected: SnapshotId | null,
  versions: readonly [...NewVersion[], NewVersion],
  now: Date,
): Promise<HeadMove> {
  const next = versions[versions.length - 1]?.snapshot ?? ''
  const moved =
    expected === null
      ? await queries
          .insertInto('settings_package')
          .values({ person, template, head: next, moved_at: now })
          .onConflict((conflict) => conflict.columns(['person', 'template']).doNothing())
          .returning('head')
          .executeTakeFirst()
      : await queries
          .updateTable('settings_package')
          .set({ head: next, moved_at: now })
          .where('person', '=', person)
          .where('template', '=', template)
          .where('head', '=', expected)
          .returning('head')
          .executeTakeFirst()
  if (moved === undefined) {
    const head = await packageHead(queries, person, template)
    return { moved: head === next, head }
  }
  for (const { snapshot, host, kind, conflicts = [], cameFrom = null, actor = null } of versions) {
    await queries
      .insertInto('settings_snapshot')
      .values({
        person,
        template,
        snapshot,
        host,
        at: now,
        kind,
        conflicts: JSON.stringify(conflicts),
        came_from: cameFrom,
        actor,
      })
      .execute()
  }
  return { moved: true, head: next }
}
