import { randomUUID } from 'node:crypto'
import { type Bounds, unbounded } from '@nahtlos/contract/access/bounds'
import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Refusal } from '@nahtlos/contract/access/resolution'
import type { Right } from '@nahtlos/contract/rights'
import { ticketLifetime } from '@nahtlos/contract/ticket'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'
import { endsAt } from './connection-terms.ts'
import type { BrokeringMetrics } from './metrics.ts'
import { resolveCaller } from './resolve-caller.ts'
import { moveEnvironment } from './session-environment.ts'
import { isLocked } from './session-lock.ts'
import { ownSession, targetOf, verdictOn } from './session-row.ts'
import type { TicketKeys } from './ticket-keys.ts'
import { isFinal } from './transition.ts'

interface Admission {
  readonly ticket: string
  readonly connection: string
  readonly rights: Right[]
  readonly bounds: Bounds
  readonly expiresAt: string
}

/**
 * A ticket for one connection, after the context was evaluated again. The facts of the context are kept with the
 * connection, so that it can be evaluated while it lives.
 *
 * @throws ProblemError `not-found`, `session-over`, `session-not-ready`, `session-locked`, or `access-denied` with the reason
 */
export async function connectSession(
  services: Services,
  keys: TicketKeys,
  metrics: BrokeringMetrics,
  caller: Caller,
  id: string,
): Promise<Admission> {
  const { database, clock, events } = services
  const session = await ownSession(database, caller.person.id, id)
  if (session === undefined) throw new ProblemError('not-found')
  if (isFinal(session.state) || session.state === 'ending') throw new ProblemError('session-over')
  if (session.state !== 'ready' || session.host === null) throw new ProblemError('session-not-ready')
  if (await isLocked(database, id, caller.signIn.passwordAt, clock())) throw new ProblemError('session-locked')
  const verdict = verdictOn(await resolveCaller(services, caller, session), targetOf(session))
  const { listener, clientAddress } = caller.context
  if (verdict.workspace === null) {
    metrics.refused('connect', verdict.refusal.code)
    await events.record(database, {
      at: clock(),
      kind: 'session.refused',
      actor: caller.person.id,
      clientAddress,
      details: { session: id, listener, code: verdict.refusal.code },
    })
    throw new ProblemError('access-denied', { refusal: verdict.refusal })
  }
  const { workspace } = verdict
  const { rights, bounds } = workspace
  const { host } = session
  const connection = randomUUID()
  const now = clock()
  const issued = Math.floor(now.getTime() / 1000)
  const { address, environment } = await database.transaction().execute(async (queries) => {
    await queries
      .insertInto('connection')
      .values({
        id: connection,
        session: id,
        person: caller.person.id,
        sign_in: caller.signIn.id,
        listener,
        client_address: clientAddress,
        device: caller.device,
        rights,
        bounds: JSON.stringify(bounds),
        issued_at: now,
      })
      .execute()
    await queries
      .updateTable('session')
      .set({ ends_at: endsAt(bounds, session.started_at) })
      .where('id', '=', id)
      .execute()
    const revision = await moveEnvironment(queries, id, caller.zone.id, workspace)
    await announce(queries, { hosts: [host] })
    await events.record(queries, {
      at: now,
      kind: 'session.connected',
      actor: caller.person.id,
      clientAddress,
      details: { session: id, connection, listener, zone: caller.zone.id, rights, device: caller.device },
    })
    const found = await queries.selectFrom('host').select('address').where('id', '=', host).executeTakeFirstOrThrow()
    return { address: found.address, environment: revision }
  })
  const expires = issued + ticketLifetime
  const ticket = await keys.sign({
    jti: connection,
    sub: caller.person.id,
    aud: host,
    session: id,
    address,
    listener,
    rights,
    client: clientAddress,
    secondFactor: caller.context.secondFactor,
    enrolledDevice: caller.device !== null,
    browser: caller.signIn.browser,
    environment,
    iat: issued,
    exp: expires,
  })
  metrics.ticketIssued()
  return { ticket, connection, rights, bounds, expiresAt: new Date(expires * 1000).toISOString() }
}

interface ConnectionState {
  readonly rights: Right[]
  readonly open: boolean
  readonly bounds: Bounds
  readonly coming: ComingLoss | null
  readonly refusal: Refusal | null
}

/** What the caller's connection may do now; `not-found` where it is not hers. */
export async function connectionState({ database }: Services, caller: Caller, id: string): Promise<ConnectionState> {
  const row = await database
    .selectFrom('connection')
    .select(['rights', 'withdrawn_at', 'refusal', 'closed_at', 'bounds', 'coming'])
    .where('id', '=', id)
    .where('person', '=', caller.person.id)
    .executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  const open = row.withdrawn_at === null && row.closed_at === null
  return {
    rights: open ? row.rights : [],
    open,
    refusal: row.refusal,
    bounds: row.bounds ?? unbounded,
    coming: open ? row.coming : null,
  }
}
