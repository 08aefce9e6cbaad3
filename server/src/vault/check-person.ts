import type { VaultFindings } from '@nahtlos/contract/api/vault'
import type { Snapshot, SnapshotEntry } from '@nahtlos/contract/host/vault'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { isVaultFailure } from '@nahtlos/vault/vault-error'
import type { Services } from '../services.ts'
import { portalHost } from '../settings/portal-host.ts'
import { ChunkHealth, chunksIn } from './chunk-health.ts'
import { moveHead, packageHead } from './heads.ts'
import { shareWithCollector } from './person-lock.ts'
import type { PersonVault } from './vault.ts'

/** Part of the findings of one person. */
export type Findings = { -readonly [Name in keyof VaultFindings]?: number }

interface Version {
  readonly number: number
  readonly template: string
  readonly lost: boolean
  readonly snapshot: Snapshot | null
  readonly whole: boolean
}

/**
 * Reads everything of one person's that some version names, and says what is damaged or missing. With `repair` it also
 * marks broken versions, removes damaged chunks (hosts then send them again), and gives a package whose present version
 * is broken a new one: its files, the lost ones from the newest version that has them, or without them.
 *
 * It may be killed at any time and be done again. Throws where the store does not answer.
 */
export async function checkPerson(services: Services, person: string, repair: boolean): Promise<Findings> {
  let vault: PersonVault | null
  try {
    vault = await services.vault.existing(person)
  } catch (error) {
    if (isVaultFailure(error, 'corrupt')) return { unreadablePeople: 1 }
    throw error
  }
  if (vault === null) return {}
  const health = new ChunkHealth(vault.chunks)
  const versions = await versionsOf(services, person, health)
  const broken = versions.filter(({ whole }) => !whole)
  const heads = headsOf(versions)
  const findings: Findings = {
    versions: versions.length,
    chunks: countOf(health, 'whole'),
    bytes: await bytesOf(vault),
    damagedChunks: countOf(health, 'damaged'),
    missingChunks: countOf(health, 'missing'),
    brokenVersions: broken.length,
    brokenPackages: heads.filter(({ whole }) => !whole).length,
  }
  if (!repair) return findings
  await mark(services, versions)
  let repaired = 0
  for (const head of heads) {
    const mended = head.whole ? null : await mendedEntries(head, versions, health)
    if (mended !== null && (await replaceHead(services, person, vault, head.template, mended))) repaired += 1
  }
  let deleted = 0
  for (const [id, state] of health.known) {
    if (state !== 'damaged') continue
    await vault.sealed.delete(vault.chunks.key(id))
    deleted += 1
  }
  return { ...findings, repairedPackages: repaired, deletedChunks: deleted }
}

/** In order. */
async function versionsOf({ database }: Services, person: string, health: ChunkHealth): Promise<Version[]> {
  const rows = await database
    .selectFrom('settings_snapshot')
    .select(['number', 'template', 'snapshot', 'lost_at'])
    .where('person', '=', person)
    .orderBy('number')
    .execute()
  const versions: Version[] = []
  for (const { number, template, snapshot: id, lost_at } of rows) {
    const snapshot = await health.snapshot(id)
    const whole = snapshot !== null && (await health.areWhole(chunksIn(snapshot)))
    versions.push({ number, template, lost: lost_at !== null, snapshot, whole })
  }
  return versions
}

/** The last version of each package is its head. */
function headsOf(versions: readonly Version[]): Version[] {
  return [...new Map(versions.map((version) => [version.template, version])).values()]
}

function countOf(health: ChunkHealth, state: string): number {
  return [...health.known.values()].filter((one) => one === state).length
}

async function bytesOf({ sealed }: PersonVault): Promise<number> {
  let bytes = 0
  for await (const name of sealed.list()) bytes += (await sealed.sealedFacts(name))?.size ?? 0
  return bytes
}

/** What came back, e.g. from a backup, is whole again. */
async function mark({ database, clock }: Services, versions: readonly Version[]): Promise<void> {
  const lost = versions.filter((one) => !one.whole && !one.lost).map(({ number }) => number)
  const found = versions.filter((one) => one.whole && one.lost).map(({ number }) => number)
  for (const [numbers, lostAt] of [
    [lost, clock()],
    [found, null],
  ] as const) {
    if (numbers.length === 0) continue
    await database.updateTable('settings_snapshot').set({ lost_at: lostAt }).where('number', 'in', numbers).execute()
  }
}

/** Null where nothing of the package is left. */
async function mendedEntries(
  head: Version,
  versions: readonly Version[],
  health: ChunkHealth,
): Promise<SnapshotEntry[] | null> {
  const older = versions.filter(({ template, snapshot }) => template === head.template && snapshot !== null).reverse()
  const wanted = head.snapshot ?? older[0]?.snapshot ?? null
  if (wanted === null) return null
  const isWhole = async (entry: SnapshotEntry) => entry.type === 'link' || (await health.areWhole(entry.chunks))
  const entries: SnapshotEntry[] = []
  for (const entry of wanted.entries) {
    const candidates = [
      entry,
      ...older.flatMap(({ snapshot }) => snapshot?.entries.filter((one) => one.path === entry.path) ?? []),
    ]
    for (const candidate of candidates) {
      if (!(await isWhole(candidate))) continue
      entries.push(candidate)
      break
    }
  }
  return entries
}

async function replaceHead(
  { database, clock }: Services,
  person: string,
  { chunks }: PersonVault,
  template: string,
  entries: readonly SnapshotEntry[],
): Promise<boolean> {
  const now = clock()
  const expected = await packageHead(database, person, template)
  const takenAt = now.toISOString()
  const made = canonicalSnapshot({
    version: 1,
    template,
    parent: expected,
    host: portalHost,
    takenAt,
    entries: [...entries],
  })
  await chunks.put(made.id, made.bytes)
  return database.transaction().execute(async (queries) => {
    await shareWithCollector(queries, person)
    const version = { snapshot: made.id, host: portalHost, kind: 'repaired' } as const
    // Where a session was faster, its version is looked at by the next check.
    return (await moveHead(queries, person, template, expected, [version], now)).moved
  })
}
