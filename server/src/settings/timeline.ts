import type {
  SettingsPackage,
  SettingsRestore,
  SettingsTimeline,
  SettingsVersion,
} from '@nahtlos/contract/api/settings'
import type { Snapshot } from '@nahtlos/contract/host/vault'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure } from '@nahtlos/vault/vault-error'
import { finalStates } from '../brokering/transition.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { portalHost } from './portal-host.ts'
import { templateOf, titleOf } from './templates.ts'
import { conflictWords, versionWords } from './version-words.ts'

/** For whom a timeline is: only the person herself is told values. */
export interface Reader {
  readonly person: string
  readonly values: boolean
}

/** A person's packages by title. */
export async function packagesOf(services: Services, person: string): Promise<SettingsPackage[]> {
  const rows = await services.database
    .selectFrom('settings_package')
    .innerJoin('settings_snapshot', (join) =>
      join
        .onRef('settings_snapshot.person', '=', 'settings_package.person')
        .onRef('settings_snapshot.template', '=', 'settings_package.template'),
    )
    .select(({ fn }) => [
      'settings_package.template',
      'settings_package.moved_at',
      fn.count<number>('settings_snapshot.number').as('versions'),
    ])
    .where('settings_package.person', '=', person)
    .groupBy(['settings_package.template', 'settings_package.moved_at'])
    .execute()
  const restores = await restoresOf(services, person)
  return rows
    .map(({ template, moved_at, versions }) => ({
      template,
      title: titleOf(services, template),
      savedAt: moved_at.toISOString(),
      versions: Number(versions),
      restores: restores.get(template) ?? [],
    }))
    .sort((a, b) => a.title.de.localeCompare(b.title.de, 'de'))
}

/** Throws `not-found` where there is no such package of hers. */
export async function timelineOf(services: Services, reader: Reader, template: string): Promise<SettingsTimeline> {
  const found = (await packagesOf(services, reader.person)).find((one) => one.template === template)
  const vault = await services.vault.existing(reader.person)
  if (found === undefined || vault === null) throw new ProblemError('not-found')
  return { ...found, timeline: await versionsOf(services, reader, template, vault.chunks) }
}

async function versionsOf(
  services: Services,
  { person, values }: Reader,
  template: string,
  chunks: ChunkStore,
): Promise<SettingsVersion[]> {
  const { database } = services
  const rows = await database
    .selectFrom('settings_snapshot')
    .leftJoin('person as actor', 'actor.id', 'settings_snapshot.actor')
    .select(['number', 'snapshot', 'host', 'at', 'kind', 'conflicts', 'came_from', 'lost_at', 'actor.name as by'])
    .select('settings_snapshot.actor as actorId')
    .where('settings_snapshot.person', '=', person)
    .where('template', '=', template)
    .orderBy('number')
    .execute()
  const rules = templateOf(services, template)?.formats ?? []
  const dates = new Map(rows.map((row) => [row.number, row.at.toISOString()]))
  const last = rows.findLast((row) => row.kind !== 'set-aside')
  const versions: SettingsVersion[] = []
  let before: Snapshot | null = null
  let aside: Snapshot | null = null
  for (const row of rows) {
    const snapshot = await snapshotAt(chunks, row.snapshot)
    const isFirst = versions.length === 0
    // What stood before the oldest one that is kept is not known, unless it was the first of all.
    const isComparable = snapshot !== null && (before !== null || (isFirst && snapshot.parent === null))
    const words = isComparable ? await versionWords(chunks, before, snapshot, rules, values) : { told: [], more: 0 }
    const conflicts =
      snapshot !== null && aside !== null && row.conflicts.length > 0
        ? await conflictWords(chunks, row.conflicts, aside, snapshot, rules, values)
        : []
    versions.push({
      number: row.number,
      at: row.at.toISOString(),
      host: row.host === portalHost ? null : row.host,
      kind: row.kind,
      current: row === last,
      changes: words.told,
      moreChanges: words.more,
      conflicts,
      restoredFrom: row.came_from === null ? null : (dates.get(row.came_from) ?? null),
      by: row.actorId === person ? null : row.by,
      whole: snapshot !== null && row.lost_at === null,
    })
    if (row.kind === 'set-aside') aside = snapshot
    else {
      before = snapshot
      aside = null
    }
  }
  return versions.reverse()
}

/** Null where the vault lost it. */
async function snapshotAt(chunks: ChunkStore, id: string): Promise<Snapshot | null> {
  try {
    return readSnapshot(await chunks.get(id))
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}

/** Orders of sessions that still run, by template. */
async function restoresOf({ database }: Services, person: string): Promise<Map<string, SettingsRestore[]>> {
  const rows = await database
    .selectFrom('settings_restore')
    .innerJoin('session', 'session.id', 'settings_restore.session')
    .select(['settings_restore.template', 'settings_restore.state', 'session.session_order'])
    .where('settings_restore.person', '=', person)
    .where('session.state', 'not in', finalStates)
    .orderBy('settings_restore.asked_at')
    .execute()
  const byTemplate = new Map<string, SettingsRestore[]>()
  for (const { template, state, session_order } of rows) {
    byTemplate.set(template, [...(byTemplate.get(template) ?? []), { state, session: session_order.title }])
  }
  return byTemplate
}
