import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { Desired, SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import type { TicketKeys } from '../brokering/ticket-keys.ts'
import { revokedCertificates } from '../enrolment/machines.ts'
import { usedElsewhere } from '../programs/app-use.ts'
import type { Services } from '../services.ts'
import { openRestores } from '../settings/restore-orders.ts'
import { policyFor } from './policy.ts'

/** Orders never change, so a link that keeps them reads each from the database once. */
export type KnownOrders = Map<string, SessionOrder>
/** What holds in a session changes with its revision only. */
export type KnownEnvironments = Map<string, SessionEnvironment>

/** What should be on this host now, whole, from the database. `known` is brought up to date. */
export async function desiredOf(
  services: Services,
  keys: TicketKeys,
  host: string,
  known: KnownOrders,
  environments: KnownEnvironments,
): Promise<Desired> {
  const { database, published, clock } = services
  const sessions = await database
    .selectFrom('session')
    .select(['id', 'environment_revision', 'ends_at'])
    .where('host', '=', host)
    .where('state', 'in', ['preparing', 'ready'])
    .orderBy('started_at')
    .orderBy('id')
    .execute()
  const wanted = new Set(sessions.map(({ id }) => id))
  for (const id of known.keys()) if (!wanted.has(id)) known.delete(id)
  const unknown = [...wanted].filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const rows = await database
      .selectFrom('session')
      .select(['id', 'session_order'])
      .where('id', 'in', unknown)
      .execute()
    for (const row of rows) known.set(row.id, row.session_order)
  }
  await refreshEnvironments(database, sessions, environments)
  const connections = await database
    .selectFrom('connection')
    .innerJoin('session', 'session.id', 'connection.session')
    .select(['connection.id', 'connection.session', 'connection.rights', 'connection.withdrawn_at'])
    .where('session.host', '=', host)
    .where('closed_at', 'is', null)
    .orderBy('issued_at')
    .orderBy('connection.id')
    .execute()
  const apps = published.current()?.configuration.apps.values() ?? []
  return {
    type: 'desired',
    host,
    at: clock().toISOString(),
    sessions: [...wanted].flatMap((id) => known.get(id) ?? []),
    connections: connections.map(({ id, session, rights, withdrawn_at }) => ({
      id,
      session,
      rights: withdrawn_at === null ? rights : null,
    })),
    restores: await openRestores(database, [...wanted]),
    environments: [...wanted].flatMap((id) => environments.get(id) ?? []),
    ends: sessions.flatMap(({ id, ends_at }) => (ends_at === null ? [] : [{ session: id, at: ends_at.toISOString() }])),
    used: await usedElsewhere(database, [...wanted], clock()),
    hostRules: hostRules(published.current()?.configuration, host),
    ticketKeys: keys.published(),
    revokedCertificates: await revokedCertificates(database, clock()),
    policy: await policyFor(services, wanted),
    packages: [...new Set([...apps].map((app) => app.package))].sort(),
  }
}

/** Reads what is new and forgets sessions that are over. */
async function refreshEnvironments(
  database: Services['database'],
  sessions: readonly { readonly id: string; readonly environment_revision: number }[],
  known: KnownEnvironments,
): Promise<void> {
  const revisions = new Map(sessions.map(({ id, environment_revision }) => [id, environment_revision]))
  for (const id of known.keys()) if (!revisions.has(id)) known.delete(id)
  const stale = [...revisions].filter(([id, revision]) => known.get(id)?.revision !== revision).map(([id]) => id)
  if (stale.length === 0) return
  const rows = await database
    .selectFrom('session')
    .select(['id', 'environment', 'environment_revision'])
    .where('id', 'in', stale)
    .execute()
  for (const { id, environment, environment_revision: revision } of rows)
    known.set(id, { session: id, revision, ...environment })
}

/** The rules for the start of a host, by the pools that it is in. */
function hostRules(configuration: Configuration | undefined, host: string): EnvironmentRule[] {
  if (configuration === undefined) return []
  const pools = [...configuration.pools.values()].filter(({ hosts }) => hosts.includes(host)).map(({ id }) => id)
  return configuration.environment
    .map(({ document }) => document)
    .filter(({ on }) => on.includes('host-start'))
    .filter((rule) => rule.pools === undefined || rule.pools.some((pool) => pools.includes(pool)))
}
