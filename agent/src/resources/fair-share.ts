import { availableParallelism } from 'node:os'
import type { Concern } from '@nahtlos/contract/host/concern'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { SessionResources } from '@nahtlos/contract/session/resources'
import type { Logger } from 'pino'
import type { SessionDoor } from '../environment/session-door.ts'
import type { System } from '../system/system.ts'
import { Foreground } from './foreground.ts'
import { grows } from './growth.ts'
import { look, nothingTaken, type Taking, takes } from './hogs.ts'
import { spareOfKernelWork } from './kernel-work.ts'
import { firstOf } from './processor-sets.ts'
import { noRelief, relief, somePressure } from './relief.ts'
import type { ResourceGroups, Share } from './resource-groups.ts'
import { enoughRoom, lookForRoom } from './room.ts'
import { keptFree, sharesOf } from './shares.ts'

/** A running session, as this part needs to see it. */
export interface SharingSession {
  readonly id: string
  readonly resources: SessionResources
  readonly connected: boolean
  /** The way to its windows. */
  readonly door: SessionDoor
  /** Its person is told that the host is short of memory, or that it will be ended for that. */
  tell(what: 'host-short-of-memory' | 'session-ends-for-memory'): void
  /** What she was told is no longer so. */
  withdraw(): void
  /** Its apps are asked to save and close. */
  askToClose(): Promise<void>
  /** Ends in good order; the reason is for administrators. */
  end(reason: string): void
}

export interface FairShareParts {
  readonly system: System
  readonly groups: ResourceGroups
  readonly log: Logger
  now(): number
  sessions(): readonly SharingSession[]
  /** Of the host, where a test has others. */
  readonly processors?: number
}

/** Milliseconds. */
const pressureEvery = 5_000
const usageEvery = 60_000
const takingEvery = 500

/**
 * Keeps the shares of a host's sessions fair: whoever is connected comes before whoever is not, whoever waits for a person
 * before whoever takes processors without end (`hogs.ts`), the app in front before those behind it; a shortage of memory is
 * relieved in order (`relief.ts`), and sessions that lose memory are told of. Nothing here stops a session or a start.
 */
export class FairShare {
  readonly #parts: FairShareParts
  readonly #shares = new Map<string, string>()
  readonly #taking = new Map<string, Taking>()
  readonly #foregrounds = new Map<string, Foreground>()
  readonly #alone = new Map<string, number>()
  readonly #memory = new Map<string, number[]>()
  readonly #grown = new Map<string, Concern>()
  readonly #timers: NodeJS.Timeout[]
  /** Counted before the agent is kept on some of them. */
  readonly #processors: number
  #relief = noRelief
  #isBlind = false
  /** Processors that the kernel's own work is kept off; null until that is known, after a start. */
  #spared: number | null = null
  /** Processors that the agent is kept on; 0 for all. */
  #stayed = 0
  #own = nothingTaken
  /** Of those who wait for people, on the processors that hogs leave alone. */
  #room = enoughRoom
  #sharing: Promise<void> = Promise.resolve()

  constructor(parts: FairShareParts) {
    this.#parts = parts
    this.#processors = parts.processors ?? availableParallelism()
    const every = (interval: number, work: () => Promise<void>) =>
      setInterval(() => {
        work().catch((error: unknown) => parts.log.error({ err: error }, 'shares could not be looked after'))
      }, interval)
    this.#timers = [
      every(pressureEvery, () => this.relieve()),
      every(usageEvery, () => this.measure()),
      every(takingEvery, () => this.take()),
    ]
  }

  /** Sessions that lose memory, as long as they run. */
  get growing(): readonly Concern[] {
    return [...this.#grown.values()]
  }

  /** Who is connected may have changed. */
  changed(): void {
    const { system, groups, log, now } = this.#parts
    const sessions = this.#parts.sessions()
    const present = new Set(sessions.map(({ id }) => id))
    for (const known of [this.#shares, this.#alone, this.#memory, this.#taking, this.#grown])
      for (const id of known.keys()) if (!present.has(id)) known.delete(id)
    for (const { id, connected, door } of sessions) {
      if (connected) this.#alone.delete(id)
      else if (!this.#alone.has(id)) this.#alone.set(id, now())
      if (connected && !this.#foregrounds.has(id))
        this.#foregrounds.set(id, new Foreground({ system, groups, door, session: id, log }))
    }
    for (const [id, foreground] of this.#foregrounds) {
      if (sessions.some((each) => each.id === id && each.connected)) continue
      foreground.close()
      this.#foregrounds.delete(id)
    }
    this.#share()
  }

  /** Looks once at what each session takes of the processors just now. */
  async take(): Promise<void> {
    const { system, groups, now } = this.#parts
    let isOther = false
    const wasHog = [...this.#taking.values()].some(({ isHog }) => isHog)
    this.#own = look(this.#own, now(), system.ownTime())
    let taken = takes(this.#own)
    for (const { id } of this.#parts.sessions()) {
      const used = await groups.processor(id)
      if (used === null) continue
      const before = this.#taking.get(id) ?? nothingTaken
      const after = look(before, now(), used)
      this.#taking.set(id, after)
      isOther ||= before.isHog !== after.isHog
      if (!after.isHog) taken += takes(after)
    }
    // Whoever becomes a hog just now took much before she was one, and leaves nobody short.
    const room = lookForRoom(wasHog ? this.#room : enoughRoom, now(), taken, keptFree(this.#processors))
    isOther ||= room.fits !== this.#room.fits
    this.#room = room
    if (isOther) this.#share()
  }

  /** Gives each session what it is to get, where that is something else than before. */
  #share(): void {
    const { groups, log } = this.#parts
    const wanting = this.#parts.sessions().map(({ id, resources, connected }) => ({
      ...{ id, connected, weight: resources.processorWeight },
      isHog: this.#taking.get(id)?.isHog ?? false,
    }))
    const shares = sharesOf(wanting, this.#processors, this.#room.fits)
    if (groups.canSpare) {
      const all = [...shares.values()]
      this.#spare(Math.max(0, ...all.map(({ spares }) => spares)))
      this.#stay(Math.max(0, ...all.map(({ stays }) => stays)))
    }
    for (const [id, share] of shares) {
      const word = JSON.stringify(share)
      if (this.#shares.get(id) === word) continue
      this.#shares.set(id, word)
      this.#sharing = this.#sharing
        .then(() => this.#give(id, share))
        .catch((error: unknown) => {
          log.warn({ err: error, session: id }, 'its share could not be changed')
          // Tried again at the next occasion.
          if (this.#shares.get(id) === word) this.#shares.delete(id)
        })
    }
  }

  /** What hogs leave to the kernel to do is kept off the same processors as they are. */
  #spare(spares: number): void {
    if (this.#spared === spares) return
    this.#spared = spares
    const { system, log } = this.#parts
    this.#sharing = this.#sharing
      .then(() => spareOfKernelWork(system, spares, keptFree(this.#processors)))
      .catch((error: unknown) => log.warn({ err: error }, 'where the kernel works for nobody could not be changed'))
  }

  /** What carries keys and pictures waits for people as they do, and stays where they stay. */
  #stay(stays: number): void {
    if (this.#stayed === stays) return
    this.#stayed = stays
    const { system, log } = this.#parts
    this.#sharing = this.#sharing
      .then(async () => system.stayOn(stays > 0 ? firstOf(await system.ownProcessors(), stays) : null))
      .catch((error: unknown) => log.warn({ err: error }, 'the processors of the agent could not be changed'))
  }

  /** A session that is over by now has no group, and gets none. */
  async #give(id: string, share: Share): Promise<void> {
    if (this.#shares.has(id)) await this.#parts.groups.share(id, share)
  }

  /** Looks at the pressure on memory once. */
  async relieve(): Promise<void> {
    const { system, log, now } = this.#parts
    const pressure = somePressure(await system.readText('/proc/pressure/memory'))
    if (pressure === null) return this.#noPressure()
    const sessions = this.#parts.sessions()
    const candidates = await Promise.all(
      sessions.map(async ({ id, connected }) => ({
        id,
        alone: connected ? null : (this.#alone.get(id) ?? now()),
        isBusy: this.#taking.get(id)?.isHog ?? false,
        memory: (await this.#parts.groups.usage(id))?.memory ?? 0,
      })),
    )
    const { actions, state } = relief(pressure, candidates, this.#relief, now())
    this.#relief = state
    for (const { what, session: id } of actions) {
      const session = sessions.find((each) => each.id === id)
      log.warn({ session: id, pressure, what }, 'the host is short of memory')
      if (what === 'end') session?.end(endReasons.memory.en)
      else if (what === 'ask')
        session?.askToClose().catch((error: unknown) => {
          log.warn({ err: error, session: id }, 'its apps could not be asked to close')
        })
      else if (what === 'withdraw') session?.withdraw()
      else session?.tell(what === 'warn' ? 'session-ends-for-memory' : 'host-short-of-memory')
    }
  }

  /** Told once: without it nobody is asked, warned or ended, and the kernel ends what is largest. */
  #noPressure(): void {
    if (this.#isBlind) return
    this.#isBlind = true
    this.#parts.log.warn('this kernel tells no pressure (psi=1): a shortage of memory is not relieved in order')
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
      const megabytes = (bytes = 0) => Math.round(bytes / 2 ** 20)
      const detail = `${megabytes(series[0])} MB → ${megabytes(usage.memory)} MB`
      this.#grown.set(id, { what: 'session-grows', session: id, detail, since: this.#parts.now() })
      log.warn({ session: id, from: series[0], to: usage.memory }, 'a session grows without a pause')
    }
  }

  /** The kernel's own work and the agent get their processors back; sessions, which go on without this, keep their shares. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    for (const foreground of this.#foregrounds.values()) foreground.close()
    this.#stay(0)
    if (this.#spared) this.#spare(0)
    await this.#sharing
  }
}
