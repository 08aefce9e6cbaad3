import type { Queries } from '../database/database.ts'

/** What was approved and holds, by session, as the server signed it. */
export async function grantsOf(
  queries: Queries,
  sessions: readonly { readonly id: string; readonly person: string; readonly workspace: string }[],
  now: Date,
): Promise<ReadonlyMap<string, string[]>> {
  if (sessions.length === 0) return new Map()
  const people = sessions.map(({ person }) => person)
  const rows = await queries
    .selectFrom('program_request')
    .select(['person', 'workspace', 'granted_session', 'signed'])
    .where('person', 'in', people)
    .where('state', '=', 'granted')
    .where('until', '>', now)
    .orderBy('decided_at', 'desc')
    .orderBy('id')
    .execute()
  return new Map(
    sessions.map(({ id, person, workspace }) => {
      const hers = rows.filter((row) => row.person === person && row.workspace === workspace)
      const here = hers.filter((row) => row.granted_session === null || row.granted_session === id)
      return [id, here.flatMap(({ signed }) => signed ?? []).slice(0, 50)]
    }),
  )
}
