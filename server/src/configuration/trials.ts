import type { Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { Text } from '@nahtlos/contract/text'
import { failsMoreOften } from '@nahtlos/core/configuration/trial'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged, configurationPublished } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { publishLock, refuseStrangers } from './publish.ts'
import { listRevisions, startsBy as starts } from './revisions.ts'

interface End {
  readonly revision: number
  readonly outcome: 'complete' | 'stopped'
  readonly detail: Text | null
  /** Null is the server itself. */
  readonly actor: string | null
  readonly clientAddress: string | null
}

/** Ends the trial of a revision; `not-found` where none runs. */
export async function endTrial(services: Services, end: End): Promise<Revision> {
  const { database, clock, events, published } = services
  const { revision, outcome, detail, actor, clientAddress } = end
  await database.transaction().execute(async (queries) => {
    // What is published meanwhile is decided against what is in force, and this changes that.
    await sql`select pg_advisory_xact_lock(${publishLock})`.execute(queries)
    const ended = await queries
      .updateTable('revision_trial')
      .set({ state: outcome, ended_at: clock(), detail: detail === null ? null : JSON.stringify(detail) })
      .where('revision', '=', revision)
      .where('state', '=', 'running')
      .returning('revision')
      .executeTakeFirst()
    if (ended === undefined) throw new ProblemError('not-found')
    await notify(queries, configurationPublished, String(revision))
    await notify(queries, accessChanged, '')
    const details = { revision, outcome, detail }
    await events.record(queries, { at: clock(), kind: 'configuration.trial-ended', actor, clientAddress, details })
  })
  await published.refresh()
  const [told] = await listRevisions(database, revision)
  if (told === undefined) throw new ProblemError('not-found')
  return told
}

/** Stops a trial whose starts fail more often than those by the revision in force. Only the leading replica does it. */
export async function watchTrial(services: Services): Promise<void> {
  const trial = services.published.trial()
  const inForce = services.published.current()
  if (trial === null || inForce === null) return
  const tried = await starts(services.database, trial.revision)
  const usual = await starts(services.database, inForce.revision)
  if (!failsMoreOften(tried, usual)) return
  const detail = {
    de: `${tried.failed} von ${tried.started} Starts sind gescheitert, nach Stand ${inForce.revision} nur ${usual.failed} von ${usual.started}.`,
    en: `${tried.failed} of ${tried.started} starts failed; by revision ${inForce.revision} ${usual.failed} of ${usual.started}.`,
  }
  services.log.warn({ revision: trial.revision, detail }, 'a trial was stopped')
  await endTrial(services, { revision: trial.revision, outcome: 'stopped', detail, actor: null, clientAddress: null })
}

/**
 * Lets more people take part in a trial, or others, without ending it; `not-found` where none runs.
 *
 * @throws ProblemError `invalid-input` where a department is not there
 */
export async function restage(services: Services, caller: Caller, revision: number, stage: Stage): Promise<Revision> {
  const { database, clock, events, published } = services
  const trial = published.trial()
  if (trial?.revision !== revision) throw new ProblemError('not-found')
  refuseStrangers(stage, trial.configuration)
  await database.transaction().execute(async (queries) => {
    const changed = await queries
      .updateTable('revision_trial')
      .set({ stage: JSON.stringify(stage) })
      .where('revision', '=', revision)
      .where('state', '=', 'running')
      .returning('revision')
      .executeTakeFirst()
    if (changed === undefined) throw new ProblemError('not-found')
    await notify(queries, configurationPublished, String(revision))
    await notify(queries, accessChanged, '')
    await events.record(queries, {
      at: clock(),
      kind: 'configuration.trial-changed',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { revision, stage },
    })
  })
  await published.refresh()
  const [told] = await listRevisions(database, revision)
  if (told === undefined) throw new ProblemError('not-found')
  return told
}
