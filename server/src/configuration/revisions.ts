import type { Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Notice } from '@nahtlos/contract/session/state'
import { Text } from '@nahtlos/contract/text'
import type { Starts } from '@nahtlos/core/configuration/trial'
import { sql } from 'kysely'
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

/** The revision that a later one took the place of: the one before it, but for trials that came to nothing. */
export async function revisionBefore(queries: Queries, number: number): Promise<number | null> {
  const row = await queries
    .selectFrom('revision')
    .leftJoin('revision_trial', 'revision_trial.revision', 'revision.number')
    .select('number')
    .where('number', '<', number)
    .where((e) => e.or([e('state', 'is', null), e('state', '=', 'complete')]))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return row?.number ?? null
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
  const starts = await startsOf(
    queries,
    rows.filter(({ state }) => state !== null).map(({ number }) => number),
  )
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
    detail: detailOf(row.detail),
    starts: row.state === null ? null : (starts.get(row.number) ?? { started: 0, failed: 0 }),
  }))
}

function detailOf(kept: string | null): Text | null {
  if (kept === null) return null
  return kept.startsWith('{') ? Text.parse(JSON.parse(kept)) : { de: kept, en: kept }
}

const incomplete: Notice = 'environment-incomplete'

/**
 * Starts by a revision that came to an end, one way or the other. One whose environment is incomplete counts as failed:
 * a drive or printer that is not there is what a faulty rule looks like, and it stops nobody's logon.
 */
export async function startsBy(queries: Queries, revision: number): Promise<Starts> {
  return (await startsOf(queries, [revision])).get(revision) ?? { started: 0, failed: 0 }
}

async function startsOf(queries: Queries, revisions: readonly number[]): Promise<Map<number, Starts>> {
  if (revisions.length === 0) return new Map()
  const rows = await queries
    .selectFrom('session')
    .select((e) => [
      'revision',
      e.fn.countAll<number>().as('started'),
      e.fn
        .countAll<number>()
        .filterWhere((row) => row.or([row('state', '=', 'failed'), sql<boolean>`notices ? ${incomplete}`]))
        .as('failed'),
    ])
    .where('revision', 'in', [...revisions])
    .where('state', 'not in', ['placing', 'preparing'])
    .groupBy('revision')
    .execute()
  return new Map(rows.map(({ revision, started, failed }) => [revision ?? 0, { started, failed }]))
}

function stateOf(number: number, trial: string | null, inForce: number | null): Revision['state'] {
  if (trial === 'running') return 'trial'
  if (trial === 'stopped') return 'stopped'
  return number === inForce ? 'in-force' : 'past'
}
