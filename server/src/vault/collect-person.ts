import { type DatedVersion, retainedVersions } from '@nahtlos/core/settings/retention'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { finalStates } from '../brokering/transition.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { versionsKept } from '../settings/templates.ts'
import type { Findings } from './check-person.ts'
import { ChunkHealth, chunksIn } from './chunk-health.ts'
import { afterSession } from './may-touch.ts'
import { collectAlone } from './person-lock.ts'

/** Milliseconds for which a blob that no version names yet may belong to a capture that is under way. */
export const youth = 60 * 60_000
/** Blobs deleted under one lock, so that no capture waits for long. */
const batch = 100

/**
 * Forgets versions beyond those that templates keep, then deletes what no version names. It may run beside captures and
 * be killed at any time: a version is forgotten before its chunks go, and a chunk goes only under a lock that excludes
 * every move of a head, after it was made sure again that no version names it. A capture that counted on a chunk which
 * went just then is refused, asks anew what is missing, and sends it.
 */
export async function collectPerson(services: Services, person: string): Promise<Findings> {
  const { database, clock } = services
  const vault = await services.vault.existing(person)
  if (vault === null) return {}
  const begun = clock()
  const forgottenVersions = await forgetVersions(services, person)
  const live = new LiveNames(vault.chunks, (id) => vault.sealed.sealedName(vault.chunks.key(id)))
  if (!(await live.bringUpToDate(database, person))) return { forgottenVersions }
  const unused: string[] = []
  for await (const name of vault.sealed.list()) {
    if (live.has(name)) continue
    const facts = await vault.sealed.sealedFacts(name)
    if (facts !== null && facts.putAt.getTime() < begun.getTime() - youth) unused.push(name)
  }
  let deletedChunks = 0
  for (let at = 0; at < unused.length; at += batch) {
    await database.transaction().execute(async (queries) => {
      await collectAlone(queries, person)
      if (!(await live.bringUpToDate(queries, person))) return
      for (const name of unused.slice(at, at + batch)) {
        if (live.has(name)) continue
        await vault.sealed.deleteSealed(name)
        deletedChunks += 1
      }
    })
  }
  await database.updateTable('vault_key').set({ collected_at: begun }).where('person', '=', person).execute()
  return { forgottenVersions, unusedChunks: unused.length, deletedChunks }
}

/** The sealed names of everything that some version of a person names. */
class LiveNames {
  readonly #chunks: ChunkStore
  readonly #nameOf: (id: string) => string
  readonly #names = new Set<string>()
  readonly #seen = new Set<string>()

  constructor(chunks: ChunkStore, nameOf: (id: string) => string) {
    this.#chunks = chunks
    this.#nameOf = nameOf
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  /** False where a version cannot be read that no repair has given up: then nothing can be said to be unused. */
  async bringUpToDate(queries: Queries, person: string): Promise<boolean> {
    const rows = await queries
      .selectFrom('settings_snapshot')
      .select(['snapshot', 'lost_at'])
      .where('person', '=', person)
      .execute()
    const health = new ChunkHealth(this.#chunks)
    for (const { snapshot: id, lost_at } of rows) {
      if (this.#seen.has(id)) continue
      const snapshot = await health.snapshot(id)
      if (snapshot === null && lost_at === null) return false
      for (const one of [id, ...(snapshot === null ? [] : chunksIn(snapshot))]) this.#names.add(this.#nameOf(one))
      this.#seen.add(id)
    }
    return true
  }
}

/**
 * Enforces the versions kept. What was a head since the oldest session of this person began stays as long as that
 * session may still merge from it.
 */
async function forgetVersions(services: Services, person: string): Promise<number> {
  const { database } = services
  const oldest = await oldestSession(services, person)
  const rows = await database
    .selectFrom('settings_snapshot')
    .select(['number', 'template', 'at', 'snapshot'])
    .where('person', '=', person)
    .orderBy('number')
    .execute()
  const heads = await database
    .selectFrom('settings_package')
    .select(['template', 'head'])
    .where('person', '=', person)
    .execute()
  const headOf = new Map(heads.map(({ template, head }) => [template, head]))
  let forgotten = 0
  for (const [template, versions] of Map.groupBy(rows, (row) => row.template)) {
    const kept = retainedVersions(versions, versionsKept(services, template))
    const needed = oldest === null ? new Set<number>() : sinceThen(versions, oldest)
    const gone = versions
      .filter(({ number, snapshot }) => !kept.has(number) && !needed.has(number) && snapshot !== headOf.get(template))
      .map(({ number }) => number)
    if (gone.length === 0) continue
    await database.deleteFrom('settings_snapshot').where('number', 'in', gone).execute()
    forgotten += gone.length
  }
  return forgotten
}

/** The versions since a time, and the one that was the head at that time. */
function sinceThen(versions: readonly DatedVersion[], time: Date): Set<number> {
  const first = versions.findLastIndex(({ at }) => at <= time)
  return new Set(versions.slice(Math.max(0, first)).map(({ number }) => number))
}

async function oldestSession({ database, clock }: Services, person: string): Promise<Date | null> {
  const row = await database
    .selectFrom('session')
    .select(({ fn }) => fn.min('started_at').as('startedAt'))
    .where('person', '=', person)
    .where((where) =>
      where.or([
        where('state', 'not in', finalStates),
        where('since', '>', new Date(clock().getTime() - afterSession)),
      ]),
    )
    .executeTakeFirst()
  return row?.startedAt ?? null
}
