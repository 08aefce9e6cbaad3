import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Phase, PhaseName } from '@nahtlos/contract/session/state'
import { type HostLoad, type PackageNeeds, placeWithApps } from '@nahtlos/core/placement/place'
import { type Selectable, sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import { sessionCounts } from '../hosts/host-view.ts'
import { reachableHosts } from '../hosts/reachable-hosts.ts'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'
import { personFacts } from './person-facts.ts'
import { resolveFor, sessionFacts } from './resolve-caller.ts'
import { moveEnvironment } from './session-environment.ts'
import { isOwnPhase } from './transition.ts'

/** Gives waiting sessions a host, each once the session before it of the same person and target has ended. */
export interface Placement {
  /** Places all that wait and can be placed; calls that come while a run is under way share the next one. */
  run(): Promise<void>
}

const placementLock = 7_265_403

export function openPlacement(services: Services): Placement {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = (): Promise<void> => {
    running = placeWaiting(services).finally(() => {
      running = null
    })
    return running
  }
  return {
    run: () => {
      if (running === null) return begin()
      // Whoever comes now may have missed this run's look at the table; one further run serves all of them.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null
          return begin()
        })
      return next
    },
  }
}

/** One transaction under a lock of all replicas, so that no host gets more than its share by two runs at once. */
async function placeWaiting(services: Services): Promise<void> {
  const { database, published, clock } = services
  const configuration = published.current()?.configuration
  if (configuration === undefined) return
  await database.transaction().execute(async (queries) => {
    await sql`select pg_advisory_xact_lock(${placementLock})`.execute(queries)
    const waiting = await queries
      .selectFrom('session')
      .select(['id', 'person', 'workspace', 'app', 'pool', 'phases', 'epoch', 'session_order'])
      .select(['started_at', 'started_from'])
      .select((session) =>
        session
          .exists(
            session
              .selectFrom('session as previous')
              .select('previous.id')
              .whereRef('previous.person', '=', 'session.person')
              .whereRef('previous.workspace', '=', 'session.workspace')
              .whereRef('previous.app', '=', 'session.app')
              .where('previous.state', '=', 'ending'),
          )
          .$castTo<boolean>()
          .as('held'),
      )
      .where('state', '=', 'placing')
      .orderBy('started_at')
      .forUpdate()
      .execute()
    if (waiting.length === 0) return
    const now = clock()
    const hosts = await loads(queries, now)
    for (const session of waiting) {
      const waits = waitingFor(session.held ? 'previous' : 'placement', session.phases, now)
      if (waits !== session.phases) {
        await queries
          .updateTable('session')
          .set({ phases: JSON.stringify(waits) })
          .where('id', '=', session.id)
          .execute()
        await announce(queries, { sessions: [session.id] })
      }
      if (session.held) continue
      const pool = configuration.pools.get(session.pool)
      const host = pool === undefined ? null : placeWithApps(pool, [...hosts.values()], needs(session.session_order))
      if (host === null) continue
      const load = hosts.get(host)
      if (load !== undefined) hosts.set(host, { ...load, sessions: load.sessions + 1 })
      await queries
        .updateTable('session')
        .set({
          host,
          state: 'preparing',
          since: now,
          epoch: session.epoch + 1,
          reported: false,
          unreachable_since: null,
          phases: JSON.stringify(ended(waits, now)),
        })
        .where('id', '=', session.id)
        .execute()
      await decideOnHost(services, queries, { ...session, host })
      await announce(queries, { sessions: [session.id], hosts: [host] })
    }
  })
}

type Placed = Pick<
  Selectable<Tables['session']>,
  'id' | 'person' | 'workspace' | 'app' | 'pool' | 'host' | 'started_at' | 'started_from'
>

/** What conditions on the host and the session say, before the host hears of the session. */
async function decideOnHost(services: Services, queries: Queries, session: Placed): Promise<void> {
  const running = sessionFacts(session)
  if (session.started_from === null || running === null) return
  const person = (await personFacts(queries, [session.person])).get(session.person)
  const context = { ...session.started_from, session: running }
  const resolution = resolveFor(services, person, context)
  const workspace = resolution.workspaces.find(({ id }) => id === session.workspace)
  if (workspace !== undefined) await moveEnvironment(queries, session.id, resolution.zone, workspace)
}

async function loads(queries: Queries, now: Date): Promise<Map<string, HostLoad>> {
  const hosts = await reachableHosts(queries, now)
  const sessions = await sessionCounts(queries)
  return new Map(
    hosts
      .filter((host) => !host.draining)
      .map((host) => [
        host.id,
        {
          id: host.id,
          sessions: sessions.get(host.id) ?? 0,
          cores: host.cores ?? 1,
          load: host.load ?? 0,
          memoryTotal: host.memory_total ?? 0,
          memoryAvailable: host.memory_available ?? 0,
          missingPackages: Object.entries(host.packages).flatMap(([name, version]) => (version === null ? [name] : [])),
        },
      ]),
  )
}

/** A single app can not be without its package; a desktop can do without one of its apps. */
function needs({ target, apps }: SessionOrder): PackageNeeds {
  if (target.app === null) return { required: [], wanted: apps.map((app) => app.package) }
  return { required: apps.filter((app) => app.id === target.app).map((app) => app.package), wanted: [] }
}

/** What it waits for now is what runs; what it waited for before is over. The same array where that is so already. */
function waitingFor(name: PhaseName, phases: readonly Phase[], now: Date): readonly Phase[] {
  if (phases.some((phase) => phase.name === name && phase.endedAt === null)) return phases
  // A start that is found to be held a moment after it was asked for has not looked for a host yet.
  const before = name === 'previous' ? [] : ended(phases, now).filter((phase) => phase.name !== name)
  return [...before, { name, startedAt: now.getTime(), endedAt: null, outcome: 'running' }]
}

/** What the server did is over; what an earlier host had begun is forgotten. */
function ended(phases: readonly Phase[], now: Date): Phase[] {
  return phases
    .filter(isOwnPhase)
    .map((phase) => (phase.endedAt === null ? { ...phase, endedAt: now.getTime(), outcome: 'done' } : phase))
}
