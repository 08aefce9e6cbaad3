import { setTimeout } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import type { Logger } from 'pino'

/** Hears a notification's payload; null after a broken connection: anything may have been missed, look yourself. */
export type SignalListener = (payload: string | null) => void

/** Wake-ups between replicas by LISTEN and NOTIFY. They say that something changed, never what it is now. */
export interface Signals {
  /** Begins to listen; the answer ends it. */
  on(channel: string, listener: SignalListener): Promise<() => void>
  close(): Promise<void>
}

export async function listenForSignals(connection: ClientConfig, log: Logger): Promise<Signals> {
  const listeners = new Map<string, Set<SignalListener>>()
  let closing = false
  let client = await connect()

  async function connect(): Promise<Client> {
    const fresh = new Client(connection)
    fresh.on('error', (error) => log.debug(error, 'the listening connection broke'))
    fresh.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''))
    await fresh.connect()
    for (const channel of listeners.keys()) await fresh.query(`listen ${channel}`)
    // Only one that was good is replaced; a failed attempt is repeated by its own loop.
    fresh.on('end', () => {
      if (!closing) void reconnect()
    })
    return fresh
  }

  async function reconnect(): Promise<void> {
    for (let pause = 20; !closing; pause = Math.min(pause * 2, 2_000)) {
      try {
        client = await connect()
        for (const channel of listeners.keys()) tell(channel, null)
        return
      } catch (error) {
        log.debug(error, 'cannot listen for signals yet')
        await setTimeout(pause)
      }
    }
  }

  function tell(channel: string, payload: string | null): void {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }

  return {
    on: async (channel, listener) => {
      if (!/^[a-z_]+$/.test(channel)) throw new Error(`"${channel}" is no channel name`)
      const present = listeners.get(channel) ?? new Set()
      listeners.set(channel, present.add(listener))
      // While reconnecting, the new connection listens to all that is in the map.
      if (present.size === 1) await client.query(`listen ${channel}`).catch((error: unknown) => log.debug(error))
      return () => present.delete(listener)
    },
    close: async () => {
      closing = true
      await client.end()
    },
  }
}
