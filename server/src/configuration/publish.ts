import type { Revision, Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { changesBetween } from '@nahtlos/core/configuration/changes'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { unknownName } from '@nahtlos/core/configuration/suggestion'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged, configurationPublished } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { listRevisions, newestRevision, revisionsInForce } from './revisions.ts'

/** Held while it is decided which revision is in force. */
export const publishLock = 7_265_402

/** Everything that is wrong with a configuration; empty where it could be published. */
export function faultsOf(files: readonly ConfigurationFile[]): ConfigurationFault[] {
  const loaded = loadConfiguration(files)
  return loaded.ok ? [] : loaded.faults.map((fault) => ({ ...fault }))
}

/** The configuration of files that must be good; throws `configuration-invalid` with all faults. */
export function goodConfiguration(files: readonly ConfigurationFile[]): Configuration {
  const loaded = loadConfiguration(files)
  if (loaded.ok) return loaded.configuration
  throw new ProblemError('configuration-invalid', { fields: loaded.faults.map(toField) })
}

/** Whether a change of the configuration in force to this one needs a second administrator. */
export function needsSecondPerson(inForce: Configuration | null, next: Configuration): boolean {
  return inForce?.city.fourEyes === true && changesBetween(inForce, next).some(({ security }) => security)
}

export interface Publication {
  readonly files: readonly ConfigurationFile[]
  /** The revision in force against which all was decided; where it is another one by now, nothing is published. */
  readonly against: number | null
  readonly reason: string
  readonly stage: Stage | null
  readonly approvedBy: string | null
  readonly rollsBack: number | null
  /** Whether its author may not end a trial that runs. */
  readonly keepsTrial?: boolean
  /** What else happens in the same transaction, told the new revision's number. */
  readonly also?: (queries: Queries, revision: number) => Promise<void>
}

/**
 * Publishes a whole configuration as the next revision; with any fault nothing changes. Who may do it, and whether
 * somebody approved, is decided before.
 */
export async function publishConfiguration(
  services: Services,
  caller: Pick<Caller, 'person' | 'context'>,
  publication: Publication,
): Promise<Revision> {
  const { database, clock, events, published, revisionKeys } = services
  const { files, reason, stage, approvedBy, rollsBack } = publication
  const loaded = loadConfiguration(files)
  const by = { actor: caller.person.id, clientAddress: caller.context.clientAddress }
  if (!loaded.ok) {
    const details = { faults: loaded.faults.length }
    await events.record(database, { ...by, at: clock(), kind: 'configuration.refused', details })
    throw new ProblemError('configuration-invalid', { fields: loaded.faults.map(toField) })
  }
  const number = await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${publishLock})`.execute(transaction)
    const present = await revisionsInForce(transaction)
    if (present.revision !== publication.against) throw new ProblemError('draft-outdated')
    if (publication.keepsTrial && present.trial !== null) throw new ProblemError('trial-running')
    const newest = await newestRevision(transaction)
    if (stage !== null) refuseStrangers(stage, loaded.configuration)
    const number = (newest ?? 0) + 1
    const at = clock()
    await settleTrial(transaction, stage, at)
    await transaction
      .insertInto('revision')
      .values({
        number,
        published_at: at,
        author: caller.person.name,
        reason,
        documents: loaded.configuration.documents,
        approved_by: approvedBy,
        rolls_back: rollsBack,
      })
      .execute()
    const contents = files.map(({ path, text }, position) => ({
      revision: number,
      position,
      path,
      content: Buffer.from(text, 'utf8'),
    }))
    await transaction.insertInto('revision_file').values(contents).execute()
    await revisionKeys.sign(transaction, number, at, files)
    // The first one is for everybody: there is nothing else that could hold for the rest.
    if (stage !== null && newest !== null)
      await transaction
        .insertInto('revision_trial')
        .values({ revision: number, stage: JSON.stringify(stage), state: 'running', began_at: at })
        .execute()
    await publication.also?.(transaction, number)
    await notify(transaction, configurationPublished, String(number))
    await notify(transaction, accessChanged, '')
    await events.record(transaction, {
      ...by,
      at,
      kind: rollsBack === null ? 'configuration.published' : 'configuration.rolled-back',
      details: { revision: number, reason, stage, rollsBack },
    })
    return number
  })
  await published.refresh()
  const [revision] = await listRevisions(database, number)
  if (revision === undefined) throw new Error(`revision ${number} was published and is not there`)
  return revision
}

/** A trial for a department that is not there would be one for nobody, for ever. */
export function refuseStrangers(stage: Stage, configuration: Configuration): void {
  if (!('departments' in stage)) return
  const unknown = stage.departments.filter((id) => !configuration.departments.has(id))
  if (unknown.length === 0) return
  const fields = unknown.map((id) => ({
    path: 'stage.departments',
    message: unknownName('Department', id, configuration.departments.keys()),
  }))
  throw new ProblemError('invalid-input', { fields })
}

const overtaken = {
  de: 'Ein anderer Stand kam in Kraft.',
  en: 'Another revision came into force.',
}

/** What comes into force for everybody ends a trial of something else; two trials at once are refused. */
async function settleTrial(queries: Queries, stage: Stage | null, at: Date): Promise<void> {
  const running = queries.selectFrom('revision_trial').select('revision').where('state', '=', 'running')
  if (stage !== null) {
    if ((await running.executeTakeFirst()) !== undefined) throw new ProblemError('trial-running')
    return
  }
  await queries
    .updateTable('revision_trial')
    .set({ state: 'stopped', ended_at: at, detail: JSON.stringify(overtaken) })
    .where('state', '=', 'running')
    .execute()
}

function toField({ path, line, column, document, message }: ConfigurationFault) {
  const place = document === null ? '' : `${document}: `
  return { path: `${path}:${line}:${column}`, message: { de: `${place}${message.de}`, en: `${place}${message.en}` } }
}
