import type { HostSession, Report } from '@nahtlos/contract/host/report'
import { sql } from 'kysely'
import { announce, hostChanged } from '../brokering/channels.ts'
import type { BrokeringMetrics } from '../brokering/metrics.ts'
import { finalStates, isFinal, type SessionChange, transition } from '../brokering/transition.ts'
import { notify, type Queries } from '../database/database.ts'
import { takeUse } from '../programs/app-use.ts'
import { takeRefusals } from '../programs/take-refusals.ts'
import type { Services } from '../services.ts'
import { takeRestores } from '../settings/restore-orders.ts'
import { takeLeft } from './take-left.ts'

/** What a link remembers of the last report, to save queries that would change nothing. */
export interface ReportMemory {
  connections: string
  /** Null where nothing was said yet. */
  left: string | null
  refusals: string
  used: string
}

/**
 * Takes over what a host says of itself. Sessions that stand elsewhere by now are not its to speak of and are ignored.
 *
 * @returns `superseded` where `link` is no longer the host's link: another one has taken its place; `room` where a session
 *   is over, so that one that waits may be placed
 */
export async function takeReport(
  services: Services,
  metrics: BrokeringMetrics,
  link: string,
  report: Report,
  memory: ReportMemory,
): Promise<'superseded' | 'room' | 'taken'> {
  const now = services.clock()
  return services.database.transaction().execute(async (queries) => {
    const host = await queries
      .updateTable('host')
      .set({
        version: report.version,
        cores: report.capacity.cores,
        load: report.capacity.load,
        memory_total: report.capacity.memoryTotal,
        memory_available: report.capacity.memoryAvailable,
        packages: JSON.stringify(report.packages),
        concerns: JSON.stringify(report.concerns),
        reported_at: now,
      })
      .where('id', '=', report.host)
      .where('link', '=', link)
      .returning('id')
      .executeTakeFirst()
    if (host === undefined) return 'superseded'
    const over = await takeSessions(queries, metrics, report, now)
    const connections = report.sessions.flatMap((session) => session.connections.map(({ id }) => id)).sort()
    const text = connections.join()
    if (text !== memory.connections) {
      const broken = report.sessions.flatMap((session) => session.broken)
      await takeConnections(queries, report.host, connections, broken, now)
      memory.connections = text
    }
    const left = JSON.stringify(report.leftSettings)
    if (left !== memory.left || report.leftSettings.length > 0)
      await takeLeft(queries, report.host, report.leftSettings, now)
    memory.left = left
    const used = JSON.stringify(report.sessions.map((session) => [session.id, session.used]))
    if (used !== memory.used) await takeUse(queries, report)
    memory.used = used
    const refusals = JSON.stringify(report.sessions.map((session) => [session.id, session.refusals]))
    if (refusals !== memory.refusals) await takeRefusals(services, queries, report, now)
    memory.refusals = refusals
    await notify(queries, hostChanged, report.host)
    return over ? 'room' : 'taken'
  })
}

/** @returns whether one of them is over now */
async function takeSessions(queries: Queries, metrics: BrokeringMetrics, report: Report, now: Date): Promise<boolean> {
  const reported = new Map(report.sessions.map((session) => [session.id, session]))
  const rows = await queries
    .selectFrom('session')
    .select(['id', 'state', 'since', 'started_at', 'reported', 'phases', 'notices', 'detail', 'unreachable_since'])
    .select(['notice_details', 'settings_in_use'])
    .where('host', '=', report.host)
    .where('state', 'not in', finalStates)
    .orderBy('id')
    .forUpdate()
    .execute()
  let over = false
  for (const row of rows) {
    const said = reported.get(row.id) ?? null
    if (said !== null && (await takeRestores(queries, row.id, said.restores))) {
      await announce(queries, { sessions: [row.id], hosts: [report.host] })
    }
    const change = transition(row, said, now)
    if (change === null && row.unreachable_since === null) continue
    await queries
      .updateTable('session')
      .set({
        ...(change === null ? {} : columns(change)),
        ...(change === null || change.state === row.state ? {} : { since: now }),
        reported: row.reported || said !== null,
        unreachable_since: null,
      })
      .where('id', '=', row.id)
      .execute()
    const orders = change !== null && change.state !== row.state && change.state !== 'ready'
    if (change !== null && isFinal(change.state)) {
      over = true
      await closeConnections(queries, row.id, now)
    }
    await announce(queries, { sessions: [row.id], hosts: orders ? [report.host] : [] })
    if (change !== null) measure(metrics, row, change, said, now)
  }
  return over
}

function columns(change: SessionChange) {
  return {
    state: change.state,
    phases: JSON.stringify(change.phases),
    notices: JSON.stringify(change.notices),
    notice_details: JSON.stringify(change.notice_details),
    settings_in_use: JSON.stringify(change.settings_in_use),
    detail: change.detail,
  }
}

function measure(
  metrics: BrokeringMetrics,
  before: { readonly state: string; readonly started_at: Date; readonly phases: SessionChange['phases'] },
  after: SessionChange,
  said: HostSession | null,
  now: Date,
): void {
  if (before.state === 'preparing' && after.state === 'ready')
    metrics.ready((now.getTime() - before.started_at.getTime()) / 1000)
  for (const phase of said?.phases ?? []) {
    const known = before.phases.some((old) => old.name === phase.name && old.endedAt !== null)
    if (phase.endedAt !== null && !known) metrics.phase(phase)
  }
}

async function takeConnections(
  queries: Queries,
  host: string,
  present: string[],
  broken: string[],
  now: Date,
): Promise<void> {
  const here = queries.selectFrom('session').select('id').where('host', '=', host)
  const opened =
    present.length === 0
      ? []
      : await queries
          .updateTable('connection')
          .set({ opened_at: now })
          .where('id', 'in', present)
          .where('session', 'in', here)
          .where('opened_at', 'is', null)
          .where('closed_at', 'is', null)
          .returning('session')
          .execute()
  let gone = queries
    .updateTable('connection')
    .set({ closed_at: now, broken: sql<boolean>`id = any(${broken}::uuid[])` })
    .where('session', 'in', here)
    .where('opened_at', 'is not', null)
    .where('closed_at', 'is', null)
  if (present.length > 0) gone = gone.where('id', 'not in', present)
  const closed = await gone.returning('session').execute()
  await announce(queries, { sessions: [...opened, ...closed].map(({ session }) => session) })
}

/** A session that is over has no connections. */
export async function closeConnections(queries: Queries, session: string, now: Date): Promise<void> {
  await queries
    .updateTable('connection')
    .set({ closed_at: now })
    .where('session', '=', session)
    .where('closed_at', 'is', null)
    .execute()
}
