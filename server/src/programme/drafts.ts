import type { Draft } from '@nahtlos/contract/api/telework'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import type { ProgrammeInForce } from './programme-in-force.ts'

/** Which draft: of a first request, of a correction, or of what follows an agreement. */
export interface DraftOf {
  readonly type: WorkType
  readonly about: string | null
}

const seal = (person: string, { type, about }: DraftOf) =>
  about === null ? `draft ${person} ${type}` : `draft ${person} ${type} ${about}`

/** The caller's own draft; nobody else can ask for it. */
export async function readDraft(
  { database, secrets }: Services,
  caller: Caller,
  of: DraftOf,
): Promise<{ draft: Draft | null; savedAt: string | null }> {
  const { id } = caller.person
  const row = await database
    .selectFrom('telework_draft')
    .select(['sealed', 'saved_at'])
    .where('person', '=', id)
    .where('type', '=', of.type)
    .where('about', 'is not distinct from', of.about)
    .executeTakeFirst()
  if (row === undefined) return { draft: null, savedAt: null }
  const answers = JSON.parse(secrets.open(row.sealed, seal(id, of)))
  return { draft: { ...of, answers }, savedAt: row.saved_at.toISOString() }
}

/** All drafts of a person, opened for her. */
export async function openDrafts({ database, secrets }: Services, person: string) {
  const rows = await database.selectFrom('telework_draft').selectAll().where('person', '=', person).execute()
  return rows.map(({ type, about, sealed, saved_at }) => ({
    type,
    about,
    savedAt: saved_at.toISOString(),
    answers: JSON.parse(secrets.open(sealed, seal(person, { type: type as WorkType, about }))) as unknown,
  }))
}

export async function saveDraft(services: Services, caller: Caller, draft: Draft): Promise<{ savedAt: string }> {
  const { id } = caller.person
  const { type, about } = draft
  const now = services.clock()
  const sealed = services.secrets.seal(JSON.stringify(draft.answers), seal(id, draft))
  await services.database
    .insertInto('telework_draft')
    .values({ person: id, type, about, sealed, saved_at: now })
    .onConflict((conflict) => conflict.columns(['person', 'type', 'about']).doUpdateSet({ sealed, saved_at: now }))
    .execute()
  return { savedAt: now.toISOString() }
}

export async function forgetDraft(queries: Queries, person: string, { type, about }: DraftOf): Promise<void> {
  await queries
    .deleteFrom('telework_draft')
    .where('person', '=', person)
    .where('type', '=', type)
    .where('about', 'is not distinct from', about)
    .execute()
}

/** Forgets drafts that nobody went on with for so many days as the rules of their type and department say. */
export async function forgetOldDrafts(queries: Queries, inForce: ProgrammeInForce, now: Date): Promise<number> {
  const rows = await queries
    .selectFrom('telework_draft')
    .innerJoin('person', 'person.id', 'telework_draft.person')
    .select(['telework_draft.type', 'person.department'])
    .distinct()
    .execute()
  let forgotten = 0
  for (const { type, department } of rows) {
    const { draftDays } = inForce.rules(type, department).form
    const { numDeletedRows } = await queries
      .deleteFrom('telework_draft')
      .using('person')
      .whereRef('person.id', '=', 'telework_draft.person')
      .where('telework_draft.type', '=', type)
      .where('person.department', '=', department)
      .where('saved_at', '<', new Date(now.getTime() - draftDays * 86_400_000))
      .executeTakeFirst()
    forgotten += Number(numDeletedRows)
  }
  return forgotten
}
