import { randomUUID } from 'node:crypto'
import { VaultFindings, type VaultInspection, type VaultWork } from '@nahtlos/contract/api/vault'
import { sql } from 'kysely'
import { isUnavailable } from '../database/database.ts'
import type { Services } from '../services.ts'
import { checkPerson, type Findings } from './check-person.ts'
import { collectPerson } from './collect-person.ts'
import { deleteUnreadable } from './erase-person.ts'

const oneAtATime = 7_265_411
/** Milliseconds between two signs of life, and without one until an inspection counts as killed. */
const heartbeat = 5_000
const patience = 30_000

const nothing: VaultFindings = VaultFindings.parse(
  Object.fromEntries(Object.keys(VaultFindings.shape).map((name) => [name, 0])),
)

/** Begins an inspection, or answers the one that runs. It goes on by itself until `closing`. */
export async function beginInspection(
  services: Services,
  work: VaultWork,
  actor: string,
  clientAddress: string,
  closing: AbortSignal,
): Promise<VaultInspection> {
  const { database, clock, events } = services
  const begun = await database.transaction().execute(async (queries) => {
    await sql`select pg_advisory_xact_lock(${oneAtATime})`.execute(queries)
    const now = clock()
    const running = await queries
      .selectFrom('vault_inspection')
      .select('id')
      .where('finished_at', 'is', null)
      .where('alive_at', '>', new Date(now.getTime() - patience))
      .executeTakeFirst()
    if (running !== undefined) return { id: running.id, fresh: false }
    const id = randomUUID()
    await queries.insertInto('vault_inspection').values({ id, work, actor, started_at: now, alive_at: now }).execute()
    await events.record(queries, { at: now, kind: 'vault.inspected', actor, clientAddress, details: { work } })
    return { id, fresh: true }
  })
  if (begun.fresh) {
    run(services, begun.id, work, closing).catch((error: unknown) =>
      services.log.error(error, 'an inspection of the vault broke off'),
    )
  }
  const view = await inspectionOf(services, begun.id)
  if (view === null) throw new Error('an inspection that was begun is not there')
  return view
}

/** Null where there is no such inspection. */
export async function inspectionOf({ database, clock }: Services, id: string): Promise<VaultInspection | null> {
  const row = await database.selectFrom('vault_inspection').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const isAlive = row.alive_at.getTime() > clock().getTime() - patience
  return {
    id,
    work: row.work,
    state: row.finished_at !== null ? 'finished' : isAlive ? 'running' : 'interrupted',
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    peopleTotal: row.people_total,
    peopleDone: row.people_done,
    findings: { ...nothing, ...row.result },
  }
}

async function run(services: Services, id: string, work: VaultWork, closing: AbortSignal): Promise<void> {
  const { database, clock } = services
  const findings: Findings = {}
  const people = await database.selectFrom('vault_key').select('person').orderBy('person').execute()
  let done = 0
  const note = async (finished: boolean) => {
    const now = clock()
    await database
      .updateTable('vault_inspection')
      .set({
        alive_at: now,
        people_total: people.length,
        people_done: done,
        result: JSON.stringify(findings),
        ...(finished ? { finished_at: now } : {}),
      })
      .where('id', '=', id)
      .execute()
  }
  const beating = setInterval(() => {
    note(false).catch((error: unknown) => services.log.warn(error, 'an inspection could not note how far it is'))
  }, heartbeat)
  try {
    for (const { person } of people) {
      if (closing.aborted) return
      add(findings, await inspectPerson(services, person, work))
      done += 1
    }
    if (work === 'collect') add(findings, { deletedChunks: await deleteUnreadable(services) })
  } finally {
    clearInterval(beating)
  }
  await note(true)
}

/** One person's trouble is counted and does not keep the others from being looked at. */
async function inspectPerson(services: Services, person: string, work: VaultWork): Promise<Findings> {
  try {
    if (work === 'collect') return await collectPerson(services, person)
    return await checkPerson(services, person, work === 'repair')
  } catch (error) {
    if (isUnavailable(error)) throw error
    services.log.error({ err: error, person }, 'a person’s settings could not be inspected')
    return { failedPeople: 1 }
  }
}

function add(sum: Findings, more: Findings): void {
  for (const [name, value] of Object.entries(more)) {
    const key = name as keyof Findings
    sum[key] = (sum[key] ?? 0) + value
  }
}

/** What the leading replica does by itself: collects people whose settings changed since they were last collected. */
export async function collectChanged(services: Services, signal: AbortSignal): Promise<void> {
  const people = await services.database
    .selectFrom('vault_key')
    .select('vault_key.person')
    .where(({ exists, selectFrom, or, eb }) =>
      or([
        eb('collected_at', 'is', null),
        exists(
          selectFrom('settings_package')
            .select('template')
            .whereRef('settings_package.person', '=', 'vault_key.person')
            .whereRef('moved_at', '>', 'collected_at'),
        ),
      ]),
    )
    .execute()
  for (const { person } of people) {
    if (signal.aborted) return
    await inspectPerson(services, person, 'collect')
  }
}
