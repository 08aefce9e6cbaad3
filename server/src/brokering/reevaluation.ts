import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { EffectiveWorkspace, Refusal, Resolution } from '@nahtlos/contract/access/resolution'
import type { Right } from '@nahtlos/contract/rights'
import { nextChange } from '@nahtlos/core/access/next-change'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { absoluteLifetime } from '../sign-in/lifetime.ts'
import { announce } from './channels.ts'
import { type ConnectionTerms, connectionTerms } from './connection-terms.ts'
import type { BrokeringMetrics } from './metrics.ts'
import { personFacts } from './person-facts.ts'
import { inSession, resolveFor } from './resolve-caller.ts'
import { environmentDigest, moveEnvironment } from './session-environment.ts'
import { targetOf, verdictOn } from './session-row.ts'

export interface Reevaluation {
  /** Connections that were looked at. */
  readonly connections: number
  /** When time alone could next change something for one of them. */
  readonly nextChange: Date | null
}

/**
 * Evaluates the context of every live connection again, with the present time, and tells the hosts what changed:
 * other rights, or none. Facts about all people are read in one go, and equal contexts are resolved once.
 */
export async function reevaluate(services: Services, metrics: BrokeringMetrics): Promise<Reevaluation> {
  const began = performance.now()
  const now = services.clock()
  const live = await liveConnections(services.database)
  const facts = await personFacts(
    services.database,
    live.map(({ person }) => person),
  )
  const resolutions = new Map<string, Resolution>()
  const changes: Change[] = []
  const renewals: Renewal[] = []
  const moves = new Map<string, Move>()
  let next: string | null = null
  for (const connection of live) {
    const person = facts.get(connection.person)
    const context: Context = inSession(
      services,
      person,
      {
        at: now.toISOString(),
        listener: connection.listener,
        clientAddress: connection.client_address,
        secondFactor: connection.second_factor_at !== null,
        // Of a device that was given back, lost or given to somebody else nothing is known any more.
        enrolledDevice: connection.enrolled_at !== null && connection.holder === connection.person,
      },
      connection,
    )
    const key = JSON.stringify([connection.person, context])
    const resolution = resolutions.get(key) ?? resolveFor(services, person, context)
    if (!resolutions.has(key)) {
      resolutions.set(key, resolution)
      const configuration = person && services.published.for(person)?.configuration
      const instant = configuration && person ? nextChange(configuration, person, context) : null
      if (instant !== null && (next === null || instant < next)) next = instant
    }
    const change = changeOf(connection, resolution, now)
    if (change !== null) changes.push(change)
    else if (person !== undefined) renewals.push(...renewalOf(services, connection, person, context, resolution))
    const move = moveOf(connection, resolution)
    if (move !== null) moves.set(connection.session, move)
  }
  await apply(services, changes, now)
  await renew(services, renewals)
  await moveAll(services, [...moves.values()])
  metrics.withdrawn(changes.filter(({ rights }) => rights === null).length)
  metrics.reevaluated((performance.now() - began) / 1000, live.length)
  return { connections: live.length, nextChange: next === null ? null : new Date(next) }
}

function liveConnections(queries: Queries) {
  return queries
    .selectFrom('connection')
    .innerJoin('session', 'session.id', 'connection.session')
    .leftJoin('sign_in', 'sign_in.id', 'connection.sign_in')
    .leftJoin('device', 'device.id', 'connection.device')
    .select(['connection.id', 'connection.person', 'connection.session', 'connection.listener', 'connection.rights'])
    .select([
      'connection.client_address',
      'session.workspace',
      'session.app',
      'session.host',
      'session.pool',
      'session.environment_digest',
      'session.started_at',
      'session.ends_at',
      'connection.bounds',
      'connection.coming',
    ])
    .select(['sign_in.second_factor_at', 'sign_in.begun_at', 'device.enrolled_at', 'device.holder'])
    .where('closed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('issued_at')
    .orderBy('connection.id')
    .execute()
}

type Live = Awaited<ReturnType<typeof liveConnections>>[number]

interface Change {
  readonly connection: Live
  /** Null ends the connection. */
  readonly rights: Right[] | null
  readonly refusal: Refusal | null
}

function changeOf(connection: Live, resolution: Resolution, now: Date): Change | null {
  // Who signed out, or whose sign-in is over, has no connection; the session itself stays.
  const signedIn = connection.begun_at !== null && now.getTime() - connection.begun_at.getTime() < absoluteLifetime
  if (!signedIn) return { connection, rights: null, refusal: null }
  const verdict = verdictOn(resolution, targetOf(connection))
  if (verdict.workspace === null) return { connection, rights: null, refusal: verdict.refusal }
  const { rights } = verdict.workspace
  return rights.join() === connection.rights.join() ? null : { connection, rights, refusal: null }
}

interface Renewal {
  readonly connection: Live
  readonly terms: ConnectionTerms
}

/** Bounds that changed, and what is to be announced or no longer. */
function renewalOf(
  services: Services,
  connection: Live,
  person: PersonFacts,
  context: Context,
  resolution: Resolution,
): Renewal[] {
  const { workspace } = verdictOn(resolution, targetOf(connection))
  if (workspace === null) return []
  const terms = connectionTerms(services, person, context, workspace, connection.started_at)
  const same =
    sameJson(terms.bounds, connection.bounds) &&
    sameJson(terms.coming, connection.coming) &&
    terms.endsAt?.getTime() === connection.ends_at?.getTime()
  return same ? [] : [{ connection, terms }]
}

function sameJson(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** The database gives keys back in an order of its own. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  )
}

async function renew({ database }: Services, renewals: readonly Renewal[]): Promise<void> {
  if (renewals.length === 0) return
  await database.transaction().execute(async (queries) => {
    for (const { connection, terms } of renewals) {
      const coming = terms.coming === null ? null : JSON.stringify(terms.coming)
      await queries
        .updateTable('connection')
        .set({ bounds: JSON.stringify(terms.bounds), coming })
        .where('id', '=', connection.id)
        .execute()
      await queries.updateTable('session').set({ ends_at: terms.endsAt }).where('id', '=', connection.session).execute()
    }
    await announce(queries, { hosts: renewals.map(({ connection }) => connection.host) })
  })
}

interface Move {
  readonly connection: Live
  readonly zone: string
  readonly workspace: EffectiveWorkspace
}

/** What holds in a session is what holds for the newest of its connections; an older one is about to be closed. */
function moveOf(connection: Live, resolution: Resolution): Move | null {
  const verdict = verdictOn(resolution, targetOf(connection))
  if (verdict.workspace === null || resolution.zone === null) return null
  return { connection, zone: resolution.zone, workspace: verdict.workspace }
}

async function moveAll({ database }: Services, moves: readonly Move[]): Promise<void> {
  for (const { connection, zone, workspace } of moves) {
    if (environmentDigest(zone, workspace) === connection.environment_digest) continue
    await database.transaction().execute(async (queries) => {
      await moveEnvironment(queries, connection.session, zone, workspace)
      await announce(queries, { hosts: [connection.host] })
    })
  }
}

async function apply({ database }: Services, changes: readonly Change[], now: Date): Promise<void> {
  if (changes.length === 0) return
  await database.transaction().execute(async (queries) => {
    for (const { connection, rights, refusal } of changes) {
      await queries
        .updateTable('connection')
        .set(
          rights === null
            ? { withdrawn_at: now, refusal: refusal === null ? null : JSON.stringify(refusal) }
            : { rights },
        )
        .where('id', '=', connection.id)
        .execute()
    }
    await announce(queries, {
      hosts: changes.map(({ connection }) => connection.host),
      sessions: changes.map(({ connection }) => connection.session),
    })
  })
}
