import type { HostView } from '@nahtlos/contract/api/administration'
import { hostAwayAfter } from '@nahtlos/contract/host/report'
import { finalStates } from '../brokering/transition.ts'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { type HostRow, isGone } from './reachable-hosts.ts'

/** Every session host as administrators see it, by name. */
export async function hostViews({ database, published, clock }: Services): Promise<HostView[]> {
  const rows = await database.selectFrom('host').selectAll().orderBy('id').execute()
  const sessions = await sessionCounts(database)
  const certificates = await database
    .selectFrom('machine')
    .select(['name', 'certificate_until'])
    .where('role', '=', 'agent')
    .execute()
  const until = new Map(certificates.map((row) => [row.name, row.certificate_until]))
  const apps = published.current()?.configuration.apps.values() ?? []
  const packages = [...new Set([...apps].map((app) => app.package))].sort()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    state: stateOf(row, clock()),
    version: row.version,
    lastReportAt: row.reported_at?.toISOString() ?? null,
    cores: row.cores,
    load: row.load,
    memoryTotal: row.memory_total,
    memoryAvailable: row.memory_available,
    sessions: sessions.get(row.id) ?? 0,
    missingPackages: packages.filter((name) => row.packages[name] === null),
    concerns: [...row.concerns],
    certificateUntil: until.get(row.id)?.toISOString() ?? null,
  }))
}

export function stateOf(row: HostRow, now: Date): HostView['state'] {
  if (row.reported_at === null) return 'never-seen'
  if (isGone(row, now) || now.getTime() - row.reported_at.getTime() >= hostAwayAfter) return 'away'
  return row.draining ? 'draining' : 'up'
}

/** Sessions that are not over, by host. */
export async function sessionCounts(queries: Queries): Promise<Map<string, number>> {
  const counts = await queries
    .selectFrom('session')
    .select(['host', ({ fn }) => fn.countAll<number>().as('sessions')])
    .where('state', 'not in', finalStates)
    .where('host', 'is not', null)
    .groupBy('host')
    .execute()
  return new Map(counts.flatMap(({ host, sessions }) => (host === null ? [] : [[host, sessions] as const])))
}
