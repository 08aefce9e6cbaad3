import type { App } from '@nahtlos/contract/configuration/app'
import type { BoundedApp, WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { AppUse } from '@nahtlos/contract/host/report'
import type { Text } from '@nahtlos/contract/text'
import {
  announcement,
  announcementText,
  secondsLeft,
  surplus,
  surplusText,
  usedLater,
  usedUp,
} from '@nahtlos/core/access/app-use'
import { clockworkOf } from '@nahtlos/core/access/civil-time'
import type { System } from '../system/system.ts'
import type { SessionProcess } from './app-processes.ts'
import type { SessionApps } from './session-apps.ts'

export interface AppBoundsParts {
  readonly system: System
  readonly apps: SessionApps
  /** IANA name: where its days begin. */
  readonly timeZone: string
  now(): number
  /** What holds where the person is now. */
  bounded(): readonly BoundedApp[]
  /** What she has used in other sessions. */
  elsewhere(): readonly AppUse[]
  /** Whether she looks on: what runs while nobody does costs her nothing. */
  isConnected(): boolean
  /** What was used here so far; written down before it is relied on. */
  used(): readonly AppUse[]
  write(used: readonly AppUse[]): Promise<void>
  /** From now on these are kept away, and no others because of their time. */
  keepAway(apps: readonly WithheldApp[]): Promise<void>
  tell(app: App, text: Text): Promise<void>
}

/** Milliseconds between two looks, and of a stretch that counts at most: a machine that slept has used nothing. */
const every = 5_000
const longestStretch = 15_000
/** Milliseconds that one run too many gets to close by itself. */
const patience = 3_000

/**
 * Apps that are there until they were used so much: counts their time while their person looks on, tells her before it
 * is over, keeps them away then, and closes what is started more often at once than a rule lets it.
 */
export class AppBounds {
  readonly #parts: AppBoundsParts
  readonly #left = new Map<string, number>()
  readonly #clock: ReturnType<typeof clockworkOf>
  #timer: NodeJS.Timeout | null = null
  #last: number | null = null
  #away = '[]'

  constructor(parts: AppBoundsParts) {
    this.#parts = parts
    this.#clock = clockworkOf(parts.timeZone)
  }

  /** @param failed hears of what could not be done; it is tried again */
  begin(failed: (error: unknown) => void): void {
    if (this.#timer !== null) return
    let isBusy = false
    const look = () => {
      if (isBusy) return
      isBusy = true
      this.look()
        .catch(failed)
        .finally(() => {
          isBusy = false
        })
    }
    this.#timer = setInterval(look, every)
    look()
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Looks once at what runs. */
  async look(): Promise<void> {
    const bounded = this.#parts.bounded()
    const now = this.#parts.now()
    const stretch = this.#last === null ? 0 : Math.min(longestStretch, Math.max(0, now - this.#last))
    this.#last = now
    if (bounded.length === 0) return this.#keepAway([])
    const day = this.#clock.at(new Date(now).toISOString()).date
    const running = new Set<string>()
    for (const each of bounded) {
      const found = await this.#parts.apps.processes(each.app)
      if (found.length === 0) continue
      running.add(each.app)
      if (each.atOnce !== undefined) await this.#closeSurplus(each, each.atOnce, found)
    }
    await this.#count(bounded, running, day, stretch)
    const used = [...this.#parts.used(), ...this.#parts.elsewhere()]
    for (const each of bounded) await this.#announce(each, secondsLeft(each, used, day), running)
    await this.#keepAway(usedUp(bounded, used, day))
  }

  async #count(bounded: readonly BoundedApp[], running: ReadonlySet<string>, day: string, stretch: number) {
    const timed = new Set(
      bounded.flatMap(({ app, minutesPerDay }) => (minutesPerDay !== undefined && running.has(app) ? [app] : [])),
    )
    if (timed.size === 0 || stretch === 0 || !this.#parts.isConnected()) return
    await this.#parts.write(usedLater(this.#parts.used(), timed, day, Math.round(stretch / 1000)))
  }

  async #announce({ app, reason }: BoundedApp, left: number | null, running: ReadonlySet<string>): Promise<void> {
    const before = this.#left.get(app) ?? null
    if (left === null) return void this.#left.delete(app)
    this.#left.set(app, left)
    const minutes = running.has(app) ? announcement(before, left) : null
    const found = this.#parts.apps.app(app)
    if (minutes !== null && found !== null) await this.#parts.tell(found, announcementText(minutes, reason))
  }

  async #keepAway(apps: readonly WithheldApp[]): Promise<void> {
    const word = JSON.stringify(apps)
    if (word === this.#away) return
    await this.#parts.keepAway(apps)
    this.#away = word
  }

  async #closeSurplus(bound: BoundedApp, atOnce: number, found: readonly SessionProcess[]): Promise<void> {
    const { system, apps, tell } = this.#parts
    const own = new Set(found.map(({ pid }) => pid))
    const first = found.filter(({ parent }) => !own.has(parent))
    const facts = await Promise.all(first.map(({ pid }) => system.process(pid)))
    const runs = facts.flatMap((each) => (each === null ? [] : [{ pid: each.pid, startTime: Number(each.startTime) }]))
    const many = surplus(runs, atOnce)
    if (many.length === 0) return
    const app = apps.app(bound.app)
    if (app !== null) void tell(app, surplusText(atOnce, bound.reason))
    await apps.closeSome(below(new Set(many.map(({ pid }) => pid)), found), patience)
  }
}

/** These processes with all that descend from them. */
function below(some: ReadonlySet<number>, all: readonly SessionProcess[]): readonly SessionProcess[] {
  const found = new Set(some)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  return all.filter(({ pid }) => found.has(pid))
}
