import type { Draft, Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { onTopOf } from './carry-over.ts'
import { factsOf, isAdministrator, permitChange, permitTrial } from './may-publish.ts'
import { faultsOf, goodConfiguration, needsSecondPerson, publishConfiguration } from './publish.ts'
import { revisionFiles } from './revisions.ts'

/** Drafts that are not published: all for administrators, for others those of their own role. */
export async function listDrafts(services: Services, caller: Caller): Promise<Draft[]> {
  const rows = await all(services.database).where('published_as', 'is', null).orderBy('changed_at', 'desc').execute()
  return rows.filter(sees(services, caller)).map((row) => told(row, caller))
}

/** One with its files; `not-found` where it is not there or not the caller's to see. */
export async function openDraft(services: Services, caller: Caller, id: number) {
  const { database } = services
  const row = await rowOf(services, database, caller, id)
  const files = await filesOf(database, id)
  return { draft: told(row, caller), files, faults: faultsOf(files) }
}

export async function makeDraft(
  services: Services,
  caller: Caller,
  title: string,
  files: readonly ConfigurationFile[] | undefined,
): Promise<Draft> {
  const { database, clock, published } = services
  const base = published.current()?.revision ?? null
  const contents = files ?? (base === null ? [] : ((await revisionFiles(database, base)) ?? []))
  const at = clock()
  const id = await database.transaction().execute(async (queries) => {
    const made = await queries
      .insertInto('draft')
      .values({
        title,
        author: caller.person.id,
        editors: [caller.person.id],
        base,
        made_at: at,
        changed_at: at,
        faulty: faultsOf(contents).length > 0,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await storeFiles(queries, made.id, contents)
    await note(services, queries, caller, 'draft.made', made.id)
    return made.id
  })
  return told(await rowOf(services, database, caller, id), caller)
}

/**
 * Replaces the files. Whatever was approved was something else, so the approval goes. With `seen`, when the caller's
 * files were last changed, it is `draft-changed` where somebody else changed them since.
 */
export async function changeDraft(
  services: Services,
  caller: Caller,
  id: number,
  files: readonly ConfigurationFile[],
  seen: string | undefined,
): Promise<{ draft: Draft; faults: ConfigurationFault[] }> {
  const { database, clock } = services
  const faults = faultsOf(files)
  await database.transaction().execute(async (queries) => {
    const { editors, changed_at: changedAt } = await rowOf(services, queries, caller, id, 'for-change')
    if (seen !== undefined && changedAt.toISOString() !== seen) throw new ProblemError('draft-changed')
    await queries.deleteFrom('draft_file').where('draft', '=', id).execute()
    await storeFiles(queries, id, files)
    await queries
      .updateTable('draft')
      .set({
        // Each change has a time of its own, whatever the clocks of replicas say: it tells what somebody saw.
        changed_at: new Date(Math.max(clock().getTime(), changedAt.getTime() + 1)),
        faulty: faults.length > 0,
        editors: [...new Set([...editors, caller.person.id])],
        approved_by: null,
        approved_at: null,
      })
      .where('id', '=', id)
      .execute()
  })
  return { draft: told(await rowOf(services, database, caller, id), caller), faults }
}

export async function discardDraft(services: Services, caller: Caller, id: number): Promise<void> {
  await services.database.transaction().execute(async (queries) => {
    await rowOf(services, queries, caller, id, 'for-change')
    await queries.deleteFrom('draft').where('id', '=', id).execute()
    await note(services, queries, caller, 'draft.discarded', id)
  })
}

/**
 * The second person's word, for exactly the files that she saw: those last changed then. Nobody who wrote on it gives it.
 *
 * @throws ProblemError `own-draft`, `draft-changed`, `configuration-invalid`
 */
export async function approveDraft(services: Services, caller: Caller, id: number, seen: string): Promise<Draft> {
  const { database, clock } = services
  await database.transaction().execute(async (queries) => {
    const { editors, changed_at: changedAt } = await rowOf(services, queries, caller, id, 'for-change')
    if (editors.includes(caller.person.id)) throw new ProblemError('own-draft')
    if (changedAt.toISOString() !== seen) throw new ProblemError('draft-changed')
    goodConfiguration(await filesOf(queries, id))
    await queries
      .updateTable('draft')
      .set({ approved_by: caller.person.id, approved_at: clock() })
      .where('id', '=', id)
      .execute()
    await note(services, queries, caller, 'draft.approved', id)
  })
  return told(await rowOf(services, database, caller, id), caller)
}

/**
 * Publishes a draft. Where another revision came into force since it was begun, what that one changed in other files is
 * kept; a file that both changed is a conflict.
 *
 * @throws ProblemError `configuration-invalid`, `beyond-scope`, `second-person-required`, `draft-outdated`
 */
export async function publishDraft(
  services: Services,
  caller: Caller,
  id: number,
  reason: string,
  stage: Stage | null,
): Promise<Revision> {
  const { database, published } = services
  await published.refresh()
  await permitTrial(services, caller, stage)
  const [inForce, against] = [published.current(), published.newest()]
  const row = await rowOf(services, database, caller, id)
  const drafted = await filesOf(database, id)
  const files = await onTopOf(services, drafted, row.base, inForce?.revision ?? null)
  const configuration = goodConfiguration(files)
  await permitChange(services, caller, files, configuration)
  if (row.approver === null && needsSecondPerson(inForce?.configuration ?? null, configuration))
    throw new ProblemError('second-person-required', { draft: id })
  return publishConfiguration(services, caller, {
    files,
    against,
    reason,
    stage,
    keepsTrial: !isAdministrator(caller),
    approvedBy: row.approver,
    rollsBack: null,
    also: async (queries, revision) => {
      // The files may have been changed since they were looked at: then the approval was for others.
      const present = await rowOf(services, queries, caller, id, 'for-change')
      if (present.changed_at.getTime() !== row.changed_at.getTime()) throw new ProblemError('draft-outdated')
      await queries.updateTable('draft').set({ published_as: revision }).where('id', '=', id).execute()
    },
  })
}

/** More publications at one moment than this are not by people. */
const attempts = 5

/**
 * Publishes files at once, or leaves them as a draft where a second person has to approve. With `base`, the revision
 * that they were made from, what others published since then in other files is kept.
 *
 * @throws ProblemError like `publishDraft`
 */
export async function publishFiles(
  services: Services,
  caller: Caller,
  given: readonly ConfigurationFile[],
  reason: string,
  stage: Stage | null,
  base: number | null,
): Promise<Revision> {
  for (let tried = 1; ; tried++) {
    await services.published.refresh()
    await permitTrial(services, caller, stage)
    const [inForce, against] = [services.published.current(), services.published.newest()]
    const files = await onTopOf(services, given, base, inForce?.revision ?? null)
    const configuration = goodConfigurationOrRecord(files)
    if (configuration !== null) {
      await permitChange(services, caller, files, configuration)
      if (needsSecondPerson(inForce?.configuration ?? null, configuration)) {
        const draft = await makeDraft(services, caller, reason, files)
        throw new ProblemError('second-person-required', { draft: draft.id })
      }
    }
    const by = { approvedBy: null, rollsBack: null, keepsTrial: !isAdministrator(caller) }
    try {
      return await publishConfiguration(services, caller, { files, against, reason, stage, ...by })
    } catch (error) {
      // Somebody was faster: all of it is decided anew against what she published.
      if (!(error instanceof ProblemError) || error.code !== 'draft-outdated' || tried === attempts) throw error
    }
  }
}

/** Faulty files are refused, and recorded, by whoever publishes. */
function goodConfigurationOrRecord(files: readonly ConfigurationFile[]) {
  try {
    return goodConfiguration(files)
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}

function all(queries: Queries) {
  return queries
    .selectFrom('draft')
    .innerJoin('person as author', 'author.id', 'draft.author')
    .leftJoin('person as second', 'second.id', 'draft.approved_by')
    .selectAll('draft')
    .select(['author.account', 'author.name', 'author.department', 'author.groups', 'author.roles'])
    .select('second.name as approver')
}

type Row = Awaited<ReturnType<ReturnType<typeof all>['executeTakeFirstOrThrow']>>

/** Whose drafts somebody sees: an administrator everybody's, others their own and those of who holds the same role. */
function sees(services: Services, caller: Caller): (row: Row) => boolean {
  if (isAdministrator(caller)) return () => true
  const inForce = services.published.current()?.configuration
  const own = inForce === undefined ? null : editScope(inForce, factsOf(caller))
  return (row) => {
    if (row.author === caller.person.id) return true
    if (inForce === undefined || own === null || row.roles.includes('administrator')) return false
    const { author: id, account, name, department, groups, roles } = row
    const theirs = editScope(inForce, { id, account, name, department, groups, roles, agreements: [] })
    return (theirs?.roles ?? []).some(({ role, departments }) =>
      own.roles.some((one) => one.role.id === role.id && [...departments].every((each) => one.departments.has(each))),
    )
  }
}

async function rowOf(
  services: Services,
  queries: Queries,
  caller: Caller,
  id: number,
  purpose?: 'for-change',
): Promise<Row> {
  const found = all(queries).where('draft.id', '=', id)
  const row = await (purpose === undefined ? found : found.forUpdate('draft')).executeTakeFirst()
  if (row === undefined || row.published_as !== null || !sees(services, caller)(row))
    throw new ProblemError('not-found')
  return row
}

export async function filesOf(queries: Queries, draft: number): Promise<ConfigurationFile[]> {
  const rows = await queries
    .selectFrom('draft_file')
    .select(['path', 'content'])
    .where('draft', '=', draft)
    .orderBy('position')
    .execute()
  return rows.map(({ path, content }) => ({ path, text: content.toString('utf8') }))
}

async function storeFiles(queries: Queries, draft: number, files: readonly ConfigurationFile[]): Promise<void> {
  if (files.length === 0) return
  const contents = files.map(({ path, text }, position) => ({ draft, position, path, content: Buffer.from(text) }))
  await queries.insertInto('draft_file').values(contents).execute()
}

function told(row: Row, caller: Caller): Draft {
  return {
    id: row.id,
    title: row.title,
    author: { account: row.account, name: row.name },
    mine: row.author === caller.person.id,
    base: row.base,
    changedAt: row.changed_at.toISOString(),
    state:
      row.published_as !== null
        ? 'published'
        : row.approved_by !== null
          ? 'approved'
          : row.faulty
            ? 'draft'
            : 'validated',
    approvedBy: row.approver,
    publishedAs: row.published_as,
  }
}

async function note(services: Services, queries: Queries, caller: Caller, kind: EventKind, draft: number) {
  const { id: actor } = caller.person
  const { clientAddress } = caller.context
  await services.events.record(queries, { at: services.clock(), kind, actor, clientAddress, details: { draft } })
}

/** Discards drafts that nobody touched for as long as the configuration says. */
export async function forgetDrafts({ database, clock, published }: Services): Promise<void> {
  const days = published.current()?.configuration.retention.draftDays
  if (days === undefined) return
  const until = new Date(clock().getTime() - days * 86_400_000)
  await database.deleteFrom('draft').where('published_as', 'is', null).where('changed_at', '<', until).execute()
}
