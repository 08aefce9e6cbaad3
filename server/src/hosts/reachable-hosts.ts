import { hostAwayAfter } from '@nahtlos/contract/host/report'
import type { ExpressionBuilder, Selectable } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'

export type HostRow = Selectable<Tables['host']>

/**
 * Milliseconds that an agent may be without its link before work that it had begun is given to another host. An agent
 * that was killed is back sooner; a machine that died is found out by the link's heartbeat.
 */
export const unlinkedAfter = 5_000

/** A host that can be given a session: its agent holds a link and has reported lately. */
export function isReachable(host: Pick<HostRow, 'link' | 'reported_at'>, now: Date): boolean {
  return host.link !== null && host.reported_at !== null && now.getTime() - host.reported_at.getTime() < hostAwayAfter
}

/** A host that was out of reach for too long to wait for. */
export function isGone(host: Pick<HostRow, 'link' | 'reported_at' | 'unlinked_at'>, now: Date): boolean {
  const silent = host.reported_at === null || now.getTime() - host.reported_at.getTime() >= hostAwayAfter
  const unlinked =
    host.link === null && (host.unlinked_at === null || now.getTime() - host.unlinked_at.getTime() >= unlinkedAfter)
  return silent || unlinked
}

export function reachableHosts(queries: Queries, now: Date): Promise<HostRow[]> {
  return queries.selectFrom('host').selectAll().where(reachable(now)).orderBy('id').execute()
}

function reachable(now: Date) {
  return (where: ExpressionBuilder<Tables, 'host'>) =>
    where.and([where('link', 'is not', null), where('reported_at', '>', new Date(now.getTime() - hostAwayAfter))])
}
