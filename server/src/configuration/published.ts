import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import type { Logger } from 'pino'
import { configurationPublished } from '../database/channels.ts'
import type { Database } from '../database/database.ts'
import type { Signals } from '../database/signals.ts'
import { newestRevision, revisionFiles } from './revisions.ts'

export interface InForce {
  readonly revision: number
  readonly configuration: Configuration
}

/** The configuration in force, compiled once per replica and revision. */
export interface PublishedConfiguration {
  /** Null until the first revision is published. */
  current(): InForce | null
  /** Looks whether there is a newer revision; awaited after publishing, so that its author sees it at once. */
  refresh(): Promise<void>
}

export async function holdPublished(
  database: Database,
  signals: Signals,
  log: Logger,
): Promise<PublishedConfiguration> {
  let held: InForce | null = null
  let refreshing = Promise.resolve()

  async function load(): Promise<void> {
    const revision = await newestRevision(database)
    if (revision === null || revision === held?.revision) return
    const files = await revisionFiles(database, revision)
    const loaded = loadConfiguration(files ?? [])
    if (!loaded.ok) {
      // Only a good one is ever published, so this program is older or newer than the one that published it.
      log.error(
        { revision, faults: loaded.faults.slice(0, 20) },
        'the published revision cannot be read; keeping the present one',
      )
      return
    }
    held = { revision, configuration: loaded.configuration }
    log.info({ revision, documents: loaded.configuration.documents }, 'configuration in force')
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
  return { current: () => held, refresh }
}
