import { randomUUID } from 'node:crypto'
import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import type { MySession, Start } from '@nahtlos/contract/api/workplace'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Screen } from '@nahtlos/contract/session/screen'
import type { Target } from '@nahtlos/contract/session/target'
import type { Caller } from '../access/caller.ts'
import type { Database, Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'
import { endsAt } from './connection-terms.ts'
import type { BrokeringMetrics } from './metrics.ts'
import type { Placement } from './placement.ts'
import { resolveCaller } from './resolve-caller.ts'
import { environmentColumns } from './session-environment.ts'
import { mySession, ownSession, type SessionRow, sessionRows, verdictOn } from './session-row.ts'
import { finalStates, withoutLease } from './transition.ts'

/**
 * Starts what the caller asked for, or answers the session that she has of it already. Where that one is being ended, the
 * new one waits for it (`placement.ts`).
 *
 * @throws ProblemError `not-found` where it is not offered to her, `access-denied` with the reason where not from here
 */
export async function startSession(
  services: Services,
  placement: Placement,
  metrics: BrokeringMetrics,
  caller: Caller,
  { screen, ...target }: Start,
): Promise<MySession> {
  const resolution = await resolveCaller(services, caller)
  const offered = resolution.workspaces.find(({ id }) => id === target.workspace)
  if (offered === undefined) throw new ProblemError('not-found')
  const isWithheld = offered.withheld.some(({ app }) => app === target.app)
  if (target.app !== null && !isWithheld && !offered.published.includes(target.app)) throw new ProblemError('not-found')
  const verdict = verdictOn(resolution, target)
  if (verdict.workspace === null) {
    metrics.refused('start', verdict.refusal.code)
    throw new ProblemError('access-denied', { refusal: verdict.refusal })
  }
  const order = orderOf(services, caller.person, verdict.workspace, target, screen)
  const claimed = await claim(services, caller, verdict.workspace, order, resolution.workspaces)
  if (claimed.fresh) {
    metrics.started()
    await placement.run()
  }
  const row = (await ownSession(services.database, caller.person.id, claimed.id)) ?? claimed.row
  return mySession(row, resolution)
}

/** All that a host needs to run this, decided here and now. */
export function orderOf(
  services: Services,
  person: Pick<Caller['person'], 'id' | 'account' | 'name' | 'uid' | 'language'>,
  workspace: OrderedWorkspace,
  target: Target,
  screen?: Screen,
): SessionOrder {
  const { id, account, name, uid, language } = person
  const app = workspace.apps.find((known) => known.id === target.app)
  const timeZone = services.published.current()?.configuration.city.timeZone ?? 'UTC'
  return {
    id: randomUUID(),
    person: { id, account, name, uid, language },
    target,
    title: app?.title ?? workspace.title,
    apps: [...workspace.apps],
    appearance: workspace.appearance,
    settings: [...workspace.settings],
    programs: workspace.programs,
    resources: workspace.resources,
    network: workspace.network,
    timeZone,
    ...(screen === undefined ? {} : { screen }),
  }
}

/** What an order takes over of a workspace, whether it was resolved for somebody or stands in the configuration. */
type OrderedWorkspace = Pick<EffectiveWorkspace, 'title' | 'appearance' | 'programs' | 'resources' | 'network'> & {
  readonly apps: readonly EffectiveWorkspace['apps'][number][]
  readonly settings: readonly EffectiveWorkspace['settings'][number][]
}

interface Claim {
  readonly id: string
  readonly row: SessionRow
  readonly fresh: boolean
}

/** Takes the lease: the unique index lets exactly one session of a target exist per person beside those that end. */
async function claim(
  services: Services,
  caller: Caller,
  workspace: EffectiveWorkspace,
  order: SessionOrder,
  hers: readonly EffectiveWorkspace[],
): Promise<Claim> {
  const { database, clock, events } = services
  const now = clock()
  const started = await database.transaction().execute(async (queries) => {
    await refuseTooMany(queries, caller.person.id, order.target, workspace, hers)
    const row = await queries
      .insertInto('session')
      .values({
        id: order.id,
        person: caller.person.id,
        workspace: order.target.workspace,
        app: order.target.app ?? '',
        pool: workspace.pool,
        session_order: JSON.stringify(order),
        ...environmentColumns(caller.zone.id, workspace),
        revision: services.published.for(caller.person)?.revision ?? null,
        ends_at: endsAt(workspace.bounds, now),
        state: 'placing',
        since: now,
        started_at: now,
        started_from: services.published.for(caller.person)?.configuration.readsSession
          ? JSON.stringify(caller.context)
          : null,
        phases: JSON.stringify([{ name: 'placement', startedAt: now.getTime(), endedAt: null, outcome: 'running' }]),
      })
      .onConflict((conflict) =>
        conflict.columns(['person', 'workspace', 'app']).where('state', 'not in', withoutLease).doNothing(),
      )
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) return null
    await announce(queries, { sessions: [row.id] })
    await events.record(queries, {
      at: now,
      kind: 'session.started',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { session: row.id, ...order.target, zone: caller.zone.id },
    })
    return { ...row, connected: false }
  })
  if (started !== null) return { id: started.id, row: started, fresh: true }
  const present = await leaseHolder(database, caller.person.id, order.target)
  // It ended between the two looks: then the lease is free again.
  return present === undefined
    ? claim(services, caller, workspace, order, hers)
    : { id: present.id, row: present, fresh: false }
}

/**
 * Throws where the person has as many other sessions as a limit lets her have: that of the workspace she starts, or of
 * one that runs already, or the order of her starts would decide. Her starts wait for one another.
 */
async function refuseTooMany(
  queries: Queries,
  person: string,
  target: Target,
  workspace: EffectiveWorkspace,
  hers: readonly EffectiveWorkspace[],
): Promise<void> {
  if (hers.every(({ bounds }) => bounds.sessions === null)) return
  await queries.selectFrom('person').select('id').where('id', '=', person).forUpdate().execute()
  // The next one of a target and the one before it, which is ending, count as one.
  const others = await queries
    .selectFrom('session')
    .select(['workspace', 'app'])
    .distinct()
    .where('person', '=', person)
    .where('state', 'not in', finalStates)
    .where((e) => e.not(e.and({ workspace: target.workspace, app: target.app ?? '' })))
    .execute()
  const bounded = [workspace, ...hers.filter(({ id }) => others.some((one) => one.workspace === id))]
  const strictest = bounded
    .filter(({ bounds }) => bounds.sessions !== null)
    .toSorted((one, other) => (one.bounds.sessions ?? 0) - (other.bounds.sessions ?? 0))[0]
  const most = strictest?.bounds.sessions ?? null
  if (strictest === undefined || most === null || others.length < most) return
  const rule = strictest.explanation.find((line) => line.bounds?.sessions === most)
  const text = rule?.text ?? { de: 'Es laufen schon genug Sitzungen.', en: 'There are enough sessions already.' }
  throw new ProblemError('access-denied', { refusal: { code: 'too-many-sessions', text, remedy: 'none' } })
}

function leaseHolder(database: Database, person: string, target: Target): Promise<SessionRow | undefined> {
  return sessionRows(database)
    .where('person', '=', person)
    .where('workspace', '=', target.workspace)
    .where('app', '=', target.app ?? '')
    .where('state', 'not in', withoutLease)
    .executeTakeFirst()
}
