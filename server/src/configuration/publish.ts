import type { Revision } from '@nahtlos/contract/api/administration'
import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged, configurationPublished } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { newestRevision } from './revisions.ts'

const publishLock = 7_265_402

/** Everything that is wrong with a configuration; empty where it could be published. */
export function faultsOf(files: readonly ConfigurationFile[]): ConfigurationFault[] {
  const loaded = loadConfiguration(files)
  return loaded.ok ? [] : loaded.faults.map((fault) => ({ ...fault }))
}

/** Publishes a whole configuration as the next revision; with any fault nothing changes. */
export async function publishConfiguration(
  services: Services,
  caller: Caller,
  files: readonly ConfigurationFile[],
  reason: string,
): Promise<Revision> {
  const { database, clock, events, published } = services
  const loaded = loadConfiguration(files)
  const by = { actor: caller.person.id, clientAddress: caller.context.clientAddress }
  if (!loaded.ok) {
    const details = { faults: loaded.faults.length }
    await events.record(database, { ...by, at: clock(), kind: 'configuration.refused', details })
    throw new ProblemError('configuration-invalid', { fields: loaded.faults.map(toField) })
  }
  const revision = await database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${publishLock})`.execute(transaction)
    const number = ((await newestRevision(transaction)) ?? 0) + 1
    const row = {
      number,
      published_at: clock(),
      author: caller.person.name,
      reason,
      documents: loaded.configuration.documents,
    }
    await transaction.insertInto('revision').values(row).execute()
    const contents = files.map(({ path, text }, position) => ({
      revision: number,
      position,
      path,
      content: Buffer.from(text, 'utf8'),
    }))
    await transaction.insertInto('revision_file').values(contents).execute()
    await notify(transaction, configurationPublished, String(number))
    await notify(transaction, accessChanged, '')
    await events.record(transaction, {
      ...by,
      at: clock(),
      kind: 'configuration.published',
      details: { revision: number, reason },
    })
    const { published_at, author, documents } = row
    return { number, publishedAt: published_at.toISOString(), author, reason, documents }
  })
  await published.refresh()
  return revision
}

function toField({ path, line, column, document, message }: ConfigurationFault) {
  return { path: `${path}:${line}:${column}`, message: document === null ? message : `${document}: ${message}` }
}
