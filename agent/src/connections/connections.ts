import type { ConnectionOrder } from '@nahtlos/contract/host/desired'
import type { ConnectionId, SessionId } from '@nahtlos/contract/identifiers'
import { type Right, Rights } from '@nahtlos/contract/rights'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import type { Bridge } from './bridge.ts'

interface LiveConnection {
  readonly id: ConnectionId
  readonly session: SessionId
  readonly since: number
  readonly bridge: Bridge
  rights: string
}

/** The live connections of this host: one for each session, the newest wins. */
export interface Connections {
  /** Puts a connection in the place of the session's former one, which is told why it ends. */
  add(
    connection: { id: ConnectionId; session: SessionId; since: number; rights: readonly Right[] },
    bridge: Bridge,
  ): void
  /** What the server decided since; a connection that it does not name keeps its rights. */
  apply(orders: readonly ConnectionOrder[]): void
  endSession(session: SessionId): void
  ofSession(session: SessionId): readonly { id: ConnectionId; since: number }[]
  closeAll(code: number): void
}

const textOf = (rights: readonly Right[]) => Rights.parse(rights).join(' ')

export function connections(changed: () => void): Connections {
  const live = new Map<SessionId, LiveConnection>()
  let decided: readonly ConnectionOrder[] = []
  const apply = (orders: readonly ConnectionOrder[]) => {
    for (const { id, session, rights } of orders) {
      const connection = live.get(session)
      if (connection?.id !== id) continue
      if (rights === null) connection.bridge.close(ConnectionClose.accessWithdrawn)
      else if (textOf(rights) !== connection.rights) {
        connection.rights = textOf(rights)
        connection.bridge.setRights(rights)
      }
    }
  }
  return {
    add({ id, session, since, rights }, bridge) {
      live.get(session)?.bridge.close(ConnectionClose.takenOver)
      const connection = { id, session, since, bridge, rights: textOf(rights) }
      live.set(session, connection)
      // The decision may be younger than the ticket.
      apply(decided)
      changed()
      void bridge.closed.then(() => {
        if (live.get(session) !== connection) return
        live.delete(session)
        changed()
      })
    },
    apply(orders) {
      decided = orders
      apply(orders)
    },
    endSession: (session) => live.get(session)?.bridge.close(ConnectionClose.sessionEnded),
    ofSession: (session) => {
      const connection = live.get(session)
      return connection ? [{ id: connection.id, since: connection.since }] : []
    },
    closeAll(code) {
      for (const connection of live.values()) connection.bridge.close(code)
    },
  }
}
