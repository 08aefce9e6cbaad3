import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LeftSettings } from '@nahtlos/contract/host/report'
import { type HostId, PersonId, type SessionId } from '@nahtlos/contract/identifiers'
import { deliverLeftOvers } from './left-overs.ts'
import { SettingsCache } from './settings-cache.ts'
import type { SettingsClient } from './settings-client.ts'
import { VaultAccess } from './vault-access.ts'

export interface HostDeliveriesOptions {
  readonly client: SettingsClient
  readonly cacheDirectory: string
  readonly host: HostId
  readonly report: (person: PersonId, template: string, problem: string) => void
  /** What is left has changed. */
  readonly changed: () => void
  readonly now?: () => Date
  readonly random?: () => number
}

/** Milliseconds between two tries: doubling from the first to the last. */
const firstPause = 1_000
const longestPause = 5 * 60_000
/** Milliseconds from one round to the next that the server's words bring about. */
const leastPause = 5_000

/**
 * Delivers what finished sessions left on this host, whoever's they are and whether or not she ever comes back here:
 * at the agent's start, when a session ends, when the server speaks again, and else with growing pauses until nothing
 * is left. Nothing of it ever fails or holds anybody up.
 */
export class HostDeliveries {
  readonly #options: HostDeliveriesOptions
  #left: readonly LeftSettings[] = []
  #failures = 0
  #timer: NodeJS.Timeout | null = null
  #round: Promise<void> | null = null
  #again = false
  #began = Number.NEGATIVE_INFINITY
  #closed = false

  constructor(options: HostDeliveriesOptions) {
    this.#options = options
  }

  /** Finished sessions of which something is on this host alone. */
  get left(): readonly LeftSettings[] {
    return this.#left
  }

  /**
   * To be called once, at the start.
   *
   * @param attended sessions that somebody still works on; any other one is finished, whatever it said last
   */
  begin(attended: ReadonlySet<string>): void {
    for (const { cache } of this.#persons()) {
      for (const session of cache.sessions()) {
        const state = cache.session(session)
        if (state === null) cache.forgetSession(session)
        else if (!state.finished && !attended.has(session)) cache.keepSession(session, { ...state, finished: true })
      }
    }
    this.wake()
  }

  /** Something was left, or the vault may answer again: tries at once. */
  wake(): void {
    this.#failures = 0
    this.#try()
  }

  /** The server spoke: tries soon, and not again with each of its words. */
  nudge(): void {
    if (this.#left.length > 0 && this.#timer !== null && performance.now() - this.#began > leastPause) this.#try()
  }

  /** Resolves when no round is under way. */
  async settled(): Promise<void> {
    while (this.#round !== null) await this.#round
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #try(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#closed) return
    if (this.#round !== null) {
      this.#again = true
      return
    }
    this.#began = performance.now()
    this.#round = this.#deliver().finally(() => {
      this.#round = null
      if (this.#again) {
        this.#again = false
        this.#try()
      } else if (this.#left.length > 0 && !this.#closed) {
        const pause = Math.min(longestPause, firstPause * 2 ** this.#failures++)
        this.#timer = setTimeout(() => this.#try(), pause * (0.5 + (this.#options.random ?? Math.random)() / 2)).unref()
      }
    })
  }

  async #deliver(): Promise<void> {
    const { client, host, report, now = () => new Date() } = this.#options
    // Told before it is tried: only then may a host that was away for long touch what it delivers.
    this.#tell()
    for (const { person, cache } of this.#persons()) {
      if (this.#closed || leftOf(person, cache).length === 0) continue
      const vault = new VaultAccess(client, cache, person, host)
      await deliverLeftOvers(vault, now, (template, problem) => report(person, template, problem))
    }
    this.#tell()
  }

  #tell(): void {
    const left = this.#persons().flatMap(({ person, cache }) => leftOf(person, cache))
    const isNew = JSON.stringify(left) !== JSON.stringify(this.#left)
    this.#left = left
    if (isNew) this.#options.changed()
  }

  #persons(): { person: PersonId; cache: SettingsCache }[] {
    const { cacheDirectory } = this.#options
    if (!existsSync(cacheDirectory)) return []
    return readdirSync(cacheDirectory)
      .filter((name) => PersonId.safeParse(name).success && existsSync(join(cacheDirectory, name, 'sessions')))
      .sort()
      .map((person) => ({ person, cache: new SettingsCache(cacheDirectory, person) }))
  }
}

function leftOf(person: PersonId, cache: SettingsCache): LeftSettings[] {
  return cache
    .sessions()
    .filter((session: SessionId) => cache.session(session)?.finished === true)
    .sort()
    .map((session) => ({ session, person }))
}
