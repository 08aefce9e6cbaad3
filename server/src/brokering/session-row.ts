import type { EffectiveWorkspace, Refusal, Resolution } from '@nahtlos/contract/access/resolution'
import type { MySession } from '@nahtlos/contract/api/workplace'
import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { sessionProblem } from './session-problem.ts'
import { finalStates } from './transition.ts'

export type SessionRow = Selectable<Tables['session']> & { readonly connected: boolean }

/** Whether some browser is connected to the session of this row now. */
export function isConnected(from: ExpressionBuilder<Tables, 'session'>) {
  return from
    .exists(
      from
        .selectFrom('connection')
        .select(sql`1`.as('one'))
        .whereRef('connection.session', '=', 'session.id')
        .where('opened_at', 'is not', null)
        .where('closed_at', 'is', null),
    )
    .$castTo<boolean>()
    .as('connected')
}

export function sessionRows(queries: Queries) {
  return queries.selectFrom('session').selectAll('session').select(isConnected)
}

/** This person's session; undefined where it does not exist or is somebody else's, which must look the same. */
export function ownSession(queries: Queries, person: string, id: string): Promise<SessionRow | undefined> {
  return sessionRows(queries).where('id', '=', id).where('person', '=', person).executeTakeFirst()
}

/** This person's sessions that are not over, oldest first. */
export function ownSessions(queries: Queries, person: string): Promise<SessionRow[]> {
  return sessionRows(queries)
    .where('person', '=', person)
    .where('state', 'not in', finalStates)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}

/** A session as its person sees it; `resolution` says whether she may reach it from where she is now. */
export function mySession(row: SessionRow, resolution: Resolution): MySession {
  return {
    id: row.id,
    target: targetOf(row),
    title: row.session_order.title,
    state: row.state,
    phases: row.phases,
    notices: row.notices,
    noticeDetails: row.notice_details,
    connected: row.connected,
    startedAt: row.started_at.toISOString(),
    refusal: verdictOn(resolution, targetOf(row)).refusal,
    problem: sessionProblem(
      row.state,
      row.phases,
      row.unreachable_since !== null,
      { templates: row.session_order.settings, inUse: row.settings_in_use },
      row.ended_by,
    ),
  }
}

export function targetOf(row: { readonly workspace: string; readonly app: string }): MySession['target'] {
  return { workspace: row.workspace, app: row.app === '' ? null : row.app }
}

export type Verdict =
  | { readonly workspace: EffectiveWorkspace; readonly refusal: null }
  | { readonly workspace: null; readonly refusal: Refusal }

const notOffered: Refusal = {
  code: 'no-grant',
  text: {
    de: 'Dieser Arbeitsplatz wird Ihnen nicht mehr angeboten.',
    en: 'This workspace is not offered to you any more.',
  },
  remedy: 'none',
}

/** Whether what was resolved lets the person use this target; deny is the default. */
export function verdictOn(resolution: Resolution, target: MySession['target']): Verdict {
  const workspace = resolution.workspaces.find(({ id }) => id === target.workspace)
  if (workspace === undefined) return { workspace: null, refusal: notOffered }
  if (!workspace.available) return { workspace: null, refusal: workspace.refusals[0] ?? notOffered }
  const withheld = workspace.withheld.find(({ app }) => app === target.app)
  if (withheld !== undefined)
    return { workspace: null, refusal: { code: 'limit', text: withheld.reason, remedy: 'none' } }
  if (target.app !== null && !workspace.published.includes(target.app)) return { workspace: null, refusal: notOffered }
  return { workspace, refusal: null }
}
