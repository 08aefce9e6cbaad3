import type { Snapshot, SnapshotId } from '@nahtlos/contract/host/vault'
import type { Database } from '../database/database.ts'

export interface HeadMove {
  readonly moved: boolean
  /** The head after the attempt. */
  readonly head: SnapshotId | null
}

/** The head of one person's package; null where she has none yet. */
export async function packageHead(database: Database, person: string, template: string): Promise<SnapshotId | null> {
  const row = await database
    .selectFrom('settings_package')
    .select('head')
    .where('person', '=', person)
    .where('template', '=', template)
    .executeTakeFirst()
  return row?.head ?? null
}

/**
 * Compare-and-swap: moves the head only where it is still `expected`. Once it has answered `moved`, the move survives
 * any crash. A move to where the head is already is one that is repeated after a lost answer, and succeeds.
 */
export async function moveHead(
  database: Database,
  person: string,
  snapshot: Pick<Snapshot, 'template' | 'host'>,
  expected: SnapshotId | null,
  next: SnapshotId,
  now: Date,
): Promise<HeadMove> {
  const { template, host } = snapshot
  return database.transaction().execute(async (queries) => {
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
    if (moved !== undefined) {
      await queries
        .insertInto('settings_snapshot')
        .values({ person, template, snapshot: next, host, at: now })
        .execute()
      return { moved: true, head: next }
    }
    const present = await queries
      .selectFrom('settings_package')
      .select('head')
      .where('person', '=', person)
      .where('template', '=', template)
      .executeTakeFirst()
    const head = present?.head ?? null
    return { moved: head === next, head }
  })
}
