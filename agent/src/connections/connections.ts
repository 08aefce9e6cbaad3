import type { ConnectionOrder } from '@nahtlos/contract/host/desired'
import type { ConnectionId, SessionId } from '@nahtlos/contract/identifiers'
import { type Right, Rights } from '@nahtlos/contract/rights'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import type { Ceiling } from '@nahtlos/core/access/ceiling'
import type { Whence } from '../policy/host-decisions.ts'
import type { Bridge } from './bridge.ts'

/** A connection as its ticket describes it. */
export interface NewConnection {
  readonly id: ConnectionId
  readonly session: SessionId
  /** Milliseconds since the Unix epoch. */
  readonly since: number
  readonly rights: readonly Right[]
  readonly whence: Whence
}

interface LiveConnection extends NewConnection {
  readonly bridge: Bridge
  /** What the server gives. */
  granted: readonly Right[]
  /** What it has: of that, what this host lets it have. */
  held: string
}

/** Whether somebody looks on; or how the last one's looking ended. */
export type Presence = 'connected' | 'closed' | 'broken'

/** Ends that nobody wanted: the browser's page goes on trying (RFC 6455, section 7.4.1, for 1006). */
const breaks: readonly number[] = [1006, ConnectionClose.sessionUnreachable]

/** What this host lets a connection have at most; null is nothing. */
export type CeilingOf = (connection: NewConnection) => Ceiling | null | 'unlimited'

/** The live connections of this host: one for each session, the newest wins. */
export interface Connections {
  /** What a connection would have; null where it must not be made. */
  admit(connection: NewConnection): readonly Right[] | null
  /** Puts a connection in the place of the session's former one, which is told why it ends. */
  add(connection: NewConnection, bridge: Bridge): void
  /** What the server decided since; a connection that it does not name keeps its rights. */
  apply(orders: readonly ConnectionOrder[]): void
  /** Asks this host's own rules again: time went on, or another revision came. */
  reconsider(): void
  endSession(session: SessionId): void
  /** The session is being shown elsewhere. */
  takeOver(session: SessionId): void
  ofSession(session: SessionId): readonly { id: ConnectionId; since: number }[]
  /** The session's last connection, where it broke and nobody has come since. */
  brokenOf(session: SessionId): readonly ConnectionId[]
  closeAll(code: number): void
}

const textOf = (rights: readonly Right[]) => Rights.parse(rights).join(' ')

/** @param presence told when a session is connected to, and when nobody is any more and why */
export function connections(
  changed: () => void,
  ceilingOf: CeilingOf = () => 'unlimited',
  now: () => number = Date.now,
  presence: (session: SessionId, presence: Presence) => void = () => undefined,
): Connections {
  const live = new Map<SessionId, LiveConnection>()
  const broken = new Map<SessionId, ConnectionId>()
  let decided: readonly ConnectionOrder[] = []

  const settle = (connection: LiveConnection) => {
    const ceiling = ceilingOf(connection)
    if (ceiling === null) return connection.bridge.close(ConnectionClose.accessWithdrawn)
    const idle = ceiling === 'unlimited' ? null : ceiling.bounds.idleMinutes
    if (idle !== null && now() - connection.bridge.lastInput() >= idle * 60_000)
      return connection.bridge.close(ConnectionClose.idle)
    const rights = within(connection.granted, ceiling)
    if (textOf(rights) === connection.held) return
    connection.held = textOf(rights)
    connection.bridge.setRights(rights)
  }
  const apply = (orders: readonly ConnectionOrder[]) => {
    for (const { id, session, rights } of orders) {
      const connection = live.get(session)
      if (connection?.id !== id) continue
      if (rights === null) connection.bridge.close(ConnectionClose.accessWithdrawn)
      else if (textOf(rights) !== textOf(connection.granted)) {
        connection.granted = rights
        settle(connection)
      }
    }
  }
  const admit = (connection: NewConnection) => {
    const ceiling = ceilingOf(connection)
    return ceiling === null ? null : within(connection.rights, ceiling)
  }
  return {
    admit,
    add(connection, bridge) {
      live.get(connection.session)?.bridge.close(ConnectionClose.takenOver)
      const held = textOf(admit(connection) ?? [])
      const added: LiveConnection = { ...connection, bridge, granted: connection.rights, held }
      live.set(connection.session, added)
      broken.delete(connection.session)
      // The decision may be younger than the ticket.
      apply(decided)
      changed()
      presence(connection.session, 'connected')
      void bridge.closed.then(({ code }) => {
        if (live.get(connection.session) !== added) return
        live.delete(connection.session)
        const isBreak = breaks.includes(code)
        if (isBreak) broken.set(connection.session, connection.id)
        changed()
        presence(connection.session, isBreak ? 'broken' : 'closed')
      })
    },
    apply(orders) {
      decided = orders
      apply(orders)
    },
    reconsider() {
      for (const connection of live.values()) settle(connection)
    },
    endSession(session) {
      broken.delete(session)
      live.get(session)?.bridge.close(ConnectionClose.sessionEnded)
    },
    takeOver: (session) => live.get(session)?.bridge.close(ConnectionClose.takenOver),
    ofSession: (session) => {
      const connection = live.get(session)
      return connection ? [{ id: connection.id, since: connection.since }] : []
    },
    brokenOf: (session) => {
      const id = broken.get(session)
      return id === undefined ? [] : [id]
    },
    closeAll(code) {
      for (const connection of live.values()) connection.bridge.close(code)
    },
  }
}

function within(rights: readonly Right[], ceiling: Ceiling | 'unlimited'): readonly Right[] {
  return ceiling === 'unlimited' ? rights : rights.filter((right) => ceiling.rights.includes(right))
}
