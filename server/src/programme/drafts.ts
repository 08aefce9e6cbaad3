import type { Draft } from '@nahtlos/contract/api/telework'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

const about = (person: string, type: WorkType) => `draft ${person} ${type}`

/** The caller's own draft; nobody else can ask for it. */
export async function readDraft(
  { database, secrets }: Services,
  caller: Caller,
  type: WorkType,
): Promise<{ draft: Draft | null; savedAt: string | null }> {
  const { id } = caller.person
  const row = await database
    .selectFrom('telework_draft')
    .select(['sealed', 'saved_at'])
    .where('person', '=', id)
    .where('type', '=', type)
    .executeTakeFirst()
  if (row === undefined) return { draft: null, savedAt: null }
  const answers = JSON.parse(secrets.open(row.sealed, about(id, type)))
  return { draft: { type, answers }, savedAt: row.saved_at.toISOString() }
}

export async function saveDraft(services: Services, caller: Caller, draft: Draft): Promise<{ savedAt: string }> {
  const { id } = caller.person
  const now = services.clock()
  const sealed = services.secrets.seal(JSON.stringify(draft.answers), about(id, draft.type))
  await services.database
    .insertInto('telework_draft')
    .values({ person: id, type: draft.type, sealed, saved_at: now })
    .onConflict((conflict) => conflict.columns(['person', 'type']).doUpdateSet({ sealed, saved_at: now }))
    .execute()
  return { savedAt: now.toISOString() }
}

export async function forgetDraft(queries: Queries, person: string, type: WorkType): Promise<void> {
  await queries.deleteFrom('telework_draft').where('person', '=', person).where('type', '=', type).execute()
}

/** Forgets drafts that nobody went on with for so many days as the city's rules say. */
export async function forgetOldDrafts(queries: Queries, before: Date): Promise<number> {
  const { numDeletedRows } = await queries
    .deleteFrom('telework_draft')
    .where('saved_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
