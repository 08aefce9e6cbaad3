import { setTimeout } from 'node:timers/promises'
import { Client, type ClientConfig } from 'pg'
import type { Logger } from 'pino'

/** Hears a notification's payload; null after a broken connection: anything may have been missed, look yourself. */
export type SignalListener = (payload: string | null) => void

/** Wake-ups between replicas by LISTEN and NOTIFY. They say that something changed, never what it is now. */
export interface Signals {
  /** Begins to listen: what happens after the answer is heard. The answer ends it. */
  on(channel: string, listener: SignalListener): Promise<() => void>
  close(): Promise<void>
}

/** Who listens to a channel, and when the connection does. */
interface Channel {
  readonly listeners: Set<SignalListener>
  readonly ready: Promise<void>
}

export async function listenForSignals(connection: ClientConfig, log: Logger): Promise<Signals> {
  const channels = new Map<string, Channel>()
  let closing = false
  /** Null while there is no connection: one that never came about answers nobody, and refuses nobody either. */
  let client: Client | null = null
  await connect()

  async function connect(): Promise<void> {
    const fresh = new Client(connection)
    fresh.on('error', (error) => log.debug(error, 'the listening connection broke'))
    fresh.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''))
    await fresh.connect()
    try {
      for (const name of channels.keys()) await fresh.query(`listen ${name}`)
    } catch (error) {
      void fresh.end().catch(() => undefined)
      throw error
    }
    client = fresh
    // Only one that was good is replaced; a failed attempt is repeated by its own loop.
    fresh.on('end', () => {
      client = null
      if (!closing) void reconnect()
    })
    if (closing) await fresh.end()
  }

  async function reconnect(): Promise<void> {
    for (let pause = 20; !closing; pause = Math.min(pause * 2, 2_000)) {
      try {
        await connect()
        for (const name of channels.keys()) tell(name, null)
        return
      } catch (error) {
        log.debug(error, 'cannot listen for signals yet')
        await setTimeout(pause)
      }
    }
  }

  /**
   * Where there is no connection, or it breaks over this, a new one listens to all that is in the map, and wakes
   * everybody.
   */
  async function listen(name: string): Promise<void> {
    const asked = client
    await asked?.query(`listen ${name}`).catch((error: unknown) => {
      log.debug(error, 'a channel could not be listened to')
      // Where it was refused on a connection that goes on, nobody would ask for it again.
      void asked.end().catch(() => undefined)
    })
  }

  function tell(name: string, payload: string | null): void {
    for (const listener of channels.get(name)?.listeners ?? []) listener(payload)
  }

  return {
    on: async (name, listener) => {
      if (!/^[a-z_]+$/.test(name)) throw new Error(`"${name}" is no channel name`)
      const channel = channels.get(name) ?? { listeners: new Set(), ready: listen(name) }
      channels.set(name, channel)
      channel.listeners.add(listener)
      // Also for the second one: before the connection listens, whatever happens would be heard by nobody.
      await channel.ready
      return () => channel.listeners.delete(listener)
    },
    close: async () => {
      closing = true
      await client?.end()
    },
  }
}
