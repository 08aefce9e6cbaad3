import { connections } from '@nahtlos/agent/connections/connections'
import { listen } from '@nahtlos/agent/connections/listener'
import { usedTickets } from '@nahtlos/agent/connections/used-tickets'
import { realSystem } from '@nahtlos/agent/system/real-system'
import { ticketVerifier } from '@nahtlos/contract/ticket'
import { loadIdentity } from '@nahtlos/identity/identity'
import { pino } from 'pino'
import type { HostOrder } from './job.ts'

/**
 * The session host's half of the way, a process of its own: the agent's real door with mutual TLS, tickets that are
 * spent on the disk, the websocket, the bridge and its filter. Only the sessions are not there: every ticket opens the
 * one socket that stands for a display.
 */
process.once('message', (order: HostOrder) => {
  start(order).then(
    (port) => process.send?.(port),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.once('disconnect', () => process.exit(0))

async function start({ identity, tickets, ticketKeys, display, person }: HostOrder): Promise<number> {
  const session = { person, uid: process.getuid?.() ?? 0, socket: display, inPlace: async () => true }
  const door = await listen({
    host: '127.0.0.1',
    port: 0,
    identity: await loadIdentity(identity),
    facts: {
      host: 'host-a',
      verify: ticketVerifier(ticketKeys),
      tickets: await usedTickets(realSystem(), tickets),
      session: () => session,
      now: () => new Date(),
    },
    revoked: () => false,
    connections: connections(() => undefined),
    log: pino({ level: 'silent' }),
  })
  return door.address.port
}
