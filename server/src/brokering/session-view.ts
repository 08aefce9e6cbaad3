import type { SessionView } from '@nahtlos/contract/api/administration'
import { sql } from 'kysely'
import { zoneOf } from '../access/zone-of.ts'
import { departmentTitle } from '../people/department-title.ts'
import type { Services } from '../services.ts'
import { isConnected, targetOf } from './session-row.ts'
import { finalStates } from './transition.ts'

/** All sessions that are not over as administrators see them, newest first; `only` narrows to one, over or not. */
export async function sessionViews({ database, published, clock }: Services, only?: string): Promise<SessionView[]> {
  const all = database
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('connection')
          .select(['listener', 'client_address'])
          .whereRef('connection.session', '=', 'session.id')
          .where('opened_at', 'is not', null)
          .where('closed_at', 'is', null)
          .orderBy('opened_at', 'desc')
          .limit(1)
          .as('live'),
      (join) => join.onTrue(),
    )
    .select(['session.id', 'workspace', 'app', 'host', 'state', 'phases', 'started_at', 'detail', 'unreachable_since'])
    .select(['person.name', 'person.account', 'person.department', 'live.listener', 'live.client_address'])
    .select((from) => isConnected(from))
    .select(sql<SessionView['title']>`session_order -> 'title'`.as('title'))
    .orderBy('started_at', 'desc')
    .orderBy('session.id')
  const rows = await (only === undefined
    ? all.where('state', 'not in', finalStates)
    : all.where('session.id', '=', only)
  ).execute()
  const present = published.current()
  const at = clock().toISOString()
  return rows.map((row) => ({
    id: row.id,
    person: {
      name: row.name,
      account: row.account,
      department: row.department,
      departmentTitle: departmentTitle(present, row.department),
    },
    target: targetOf(row),
    title: row.title,
    host: row.host,
    state: row.state,
    phases: row.phases,
    startedAt: row.started_at.toISOString(),
    connected: row.connected,
    zone:
      row.listener === null || row.client_address === null
        ? null
        : zoneOf(present, { at, listener: row.listener, clientAddress: row.client_address, secondFactor: false }).title,
    detail: row.unreachable_since === null ? row.detail : 'the host can not be reached',
  }))
}
