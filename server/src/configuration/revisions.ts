import type { Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Queries } from '../database/database.ts'

/** The number of the newest revision, in force or not; null before the first. */
export async function newestRevision(queries: Queries): Promise<number | null> {
  const row = await queries
    .selectFrom('revision')
    .select((e) => e.fn.max('number').as('number'))
    .executeTakeFirst()
  return row?.number ?? null
}

/** Which revisions hold now: one for everybody, and perhaps a later one for a stage first. */
export async function revisionsInForce(
  queries: Queries,
): Promise<{ revision: number | null; trial: { revision: number; stage: Stage } | null }> {
  const row = await queries
    .selectFrom('revision')
    .leftJoin('revision_trial', 'revision_trial.revision', 'revision.number')
    .select('number')
    .where((e) => e.or([e('state', 'is', null), e('state', '=', 'complete')]))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  const trial = await queries
    .selectFrom('revision_trial')
    .select(['revision', 'stage'])
    .where('state', '=', 'running')
    .executeTakeFirst()
  return { revision: row?.number ?? null, trial: trial ?? null }
}

/** The files of a revision as they were published; null where there is no such revision. */
export async function revisionFiles(queries: Queries, revision: number): Promise<ConfigurationFile[] | null> {
  const rows = await queries
    .selectFrom('revision_file')
    .select(['path', 'content'])
    .where('revision', '=', revision)
    .orderBy('position')
    .execute()
  if (rows.length === 0) return null
  return rows.map(({ path, content }) => ({ path, text: content.toString('utf8') }))
}

/** All revisions, newest first; `only` narrows to one. */
export async function listRevisions(queries: Queries, only?: number): Promise<Revision[]> {
  const { revision: inForce } = await revisionsInForce(queries)
  const all = queries
    .selectFrom('revision')
    .leftJoin('revision_trial', 'revision_trial.revision', 'revision.number')
    .selectAll('revision')
    .select(['stage', 'state', 'detail'])
    .orderBy('number', 'desc')
  const rows = await (only === undefined ? all : all.where('number', '=', only)).execute()
  return rows.map((row) => ({
    number: row.number,
    publishedAt: row.published_at.toISOString(),
    author: row.author,
    reason: row.reason,
    documents: row.documents,
    approvedBy: row.approved_by,
    rollsBack: row.rolls_back,
    state: stateOf(row.number, row.state, inForce),
    stage: row.stage,
    detail: row.detail,
  }))
}

function stateOf(number: number, trial: string | null, inForce: number | null): Revision['state'] {
  if (trial === 'running') return 'trial'
  if (trial === 'stopped') return 'stopped'
  return number === inForce ? 'in-force' : 'past'
}
