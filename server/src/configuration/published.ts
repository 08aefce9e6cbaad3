import type { Stage } from '@nahtlos/contract/configuration/revision'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { inStage } from '@nahtlos/core/configuration/trial'
import type { Logger } from 'pino'
import { configurationPublished } from '../database/channels.ts'
import type { Database } from '../database/database.ts'
import type { Signals } from '../database/signals.ts'
import type { RevisionKeys } from './revision-keys.ts'
import { revisionsInForce } from './revisions.ts'

export interface InForce {
  readonly revision: number
  readonly configuration: Configuration
}

export interface Trial extends InForce {
  readonly stage: Stage
}

/** The configuration in force, compiled once per replica and revision. */
export interface PublishedConfiguration {
  /** Null until the first revision is published. */
  current(): InForce | null
  /** The number of the revision that should be in force by the database, even where it cannot be trusted or read. */
  newest(): number | null
  /** A later revision that holds for some people first. */
  trial(): Trial | null
  /** What holds for this person: the trial where she belongs to its stage. */
  for(person: { readonly id: string; readonly department: string }): InForce | null
  /** Looks whether there is a newer revision; awaited after publishing, so that its author sees it at once. */
  refresh(): Promise<void>
}

export async function holdPublished(
  database: Database,
  signals: Signals,
  log: Logger,
  keys: RevisionKeys,
): Promise<PublishedConfiguration> {
  let held: InForce | null = null
  let tried: Trial | null = null
  let newest: number | null = null
  let refreshing = Promise.resolve()

  async function load(): Promise<void> {
    const { revision, trial } = await revisionsInForce(database)
    newest = revision
    if (revision !== null && revision !== held?.revision) {
      const configuration = tried?.revision === revision ? tried.configuration : await read(revision)
      if (configuration !== null) {
        held = { revision, configuration }
        log.info({ revision, documents: configuration.documents }, 'configuration in force')
      }
    }
    if (trial === null) tried = null
    else if (trial.revision !== tried?.revision) {
      const configuration = await read(trial.revision)
      tried = configuration === null ? null : { ...trial, configuration }
    } else tried = { ...tried, stage: trial.stage }
  }

  async function read(revision: number): Promise<Configuration | null> {
    const signed = await keys.load(database, revision)
    if (signed === null) {
      // Somebody changed it in the database: what holds so far goes on holding.
      log.error({ revision }, 'the published revision is not what was signed; keeping the present one')
      return null
    }
    const loaded = loadConfiguration(signed.files)
    if (loaded.ok) return loaded.configuration
    // Only a good one is ever published, so this program is older or newer than the one that published it.
    log.error(
      { revision, faults: loaded.faults.slice(0, 20) },
      'the published revision cannot be read; keeping the present one',
    )
    return null
  }

  function refresh(): Promise<void> {
    // One after the other, so that an older revision never replaces a newer one.
    refreshing = refreshing.catch(() => undefined).then(load)
    return refreshing
  }

  await signals.on(configurationPublished, () => {
    refresh().catch((error: unknown) => log.error(error, 'the newest revision could not be read'))
  })
  await refresh()
  if (held === null) log.info('no configuration has been published yet; nahtlos config publish does it')
  return {
    current: () => held,
    newest: () => newest,
    trial: () => tried,
    for: (person) => (tried !== null && inStage(tried.stage, tried.revision, person) ? tried : held),
    refresh,
  }
}
