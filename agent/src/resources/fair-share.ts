import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { Logger } from 'pino'
import type { System } from '../system/system.ts'
import { grows } from './growth.ts'
import { noRelief, relief, somePressure } from './relief.ts'
import type { ResourceGroups } from './resource-groups.ts'

/** A running session, as this part needs to see it. */
export interface SharingSession {
  readonly id: string
  readonly resources: SessionResources
  readonly connected: boolean
  /** Its person is told that the host is short of memory. */
  tellShort(): void
  /** Ends in good order; the reason is for administrators. */
  end(reason: string): void
}

export interface FairShareParts {
  readonly system: System
  readonly groups: ResourceGroups
  readonly log: Logger
  now(): number
  sessions(): readonly SharingSession[]
}

/** Milliseconds. */
const pressureEvery = 5_000
const usageEvery = 60_000
/** What a session that nobody is connected to gets of its share. */
const aloneShare = 0.25

/**
 * Keeps the shares of a host's sessions fair: whoever is connected comes before whoever is not, a shortage of memory is
 * relieved in order (`relief.ts`), and sessions that lose memory are told of. Nothing here stops a session or a start.
 */
export class FairShare {
  readonly #parts: FairShareParts
  readonly #weights = new Map<string, number>()
  readonly #alone = new Map<string, number>()
  readonly #memory = new Map<string, number[]>()
  readonly #grown = new Set<string>()
  readonly #timers: NodeJS.Timeout[]
  #relief = noRelief
  #weighing: Promise<void> = Promise.resolve()

  constructor(parts: FairShareParts) {
    this.#parts = parts
    const every = (interval: number, work: () => Promise<void>) =>
      setInterval(() => {
        work().catch((error: unknown) => parts.log.error({ err: error }, 'shares could not be looked after'))
      }, interval)
    this.#timers = [every(pressureEvery, () => this.relieve()), every(usageEvery, () => this.measure())]
  }

  /** Who is connected may have changed. */
  changed(): void {
    const { groups, log, now } = this.#parts
    const sessions = this.#parts.sessions()
    const present = new Set(sessions.map(({ id }) => id))
    for (const known of [this.#weights, this.#alone, this.#memory])
      for (const id of known.keys()) if (!present.has(id)) known.delete(id)
    for (const { id, resources, connected } of sessions) {
      if (connected) this.#alone.delete(id)
      else if (!this.#alone.has(id)) this.#alone.set(id, now())
      const processorWeight = Math.max(1, Math.round(resources.processorWeight * (connected ? 1 : aloneShare)))
      if (this.#weights.get(id) === processorWeight) continue
      this.#weights.set(id, processorWeight)
      this.#weighing = this.#weighing
        .then(async () => {
          // It may have ended meanwhile; its group must not be made again.
          if (this.#weights.has(id) && (await groups.usage(id)) !== null)
            await groups.make(id, { ...resources, processorWeight })
        })
        .catch((error: unknown) => log.warn({ err: error, session: id }, 'its share could not be changed'))
    }
  }

  /** Looks at the pressure on memory once. */
  async relieve(): Promise<void> {
    const { system, log, now } = this.#parts
    const pressure = somePressure(await system.readText('/proc/pressure/memory'))
    if (pressure === null) return
    const sessions = this.#parts.sessions()
    const candidates = sessions.map(({ id, connected }) => ({
      ...{ id, connected, alone: connected ? null : (this.#alone.get(id) ?? now()) },
      memory: this.#memory.get(id)?.at(-1) ?? 0,
    }))
    const { actions, state } = relief(pressure, candidates, this.#relief, now())
    this.#relief = state
    for (const { what, session: id } of actions) {
      const session = sessions.find((each) => each.id === id)
      log.warn({ session: id, pressure, what }, 'the host is short of memory')
      if (what === 'end') session?.end('the host was short of memory, and nobody was connected')
      else session?.tellShort()
    }
  }

  /** Looks at what each session takes once. */
  async measure(): Promise<void> {
    const { groups, log } = this.#parts
    for (const { id } of this.#parts.sessions()) {
      const usage = await groups.usage(id)
      if (usage === null) continue
      const series = [...(this.#memory.get(id) ?? []), usage.memory].slice(-60)
      this.#memory.set(id, series)
      if (!grows(series) || this.#grown.has(id)) continue
      this.#grown.add(id)
      log.warn({ session: id, from: series[0], to: usage.memory }, 'a session grows without a pause')
    }
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer)
  }
}
