import { EventEmitter, once } from 'node:events'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { AppUse } from '@nahtlos/contract/host/report'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Text } from '@nahtlos/contract/text'
import type { Presence } from '../connections/connections.ts'
import type { Clock } from '../system/clock.ts'
import { AppBounds } from '../withheld/app-bounds.ts'
import type { EnvironmentRecord } from './environment-record.ts'
import { Occurrences } from './occurrences.ts'
import { SecurityFailure, SessionRules, type SessionRulesParts } from './session-rules.ts'

/** Milliseconds that a connection waits for the environment of the place it comes from. */
const patience = 15_000

export interface LivingParts extends SessionRulesParts {
  readonly home: string
  readonly clock: Clock
  /** What her person used in other sessions of apps whose time is bounded. */
  usedElsewhere(): readonly AppUse[]
}

/** What holds in one session from its logon to its end, as the server says it and as the person moves about. */
export class LivingEnvironment {
  readonly #parts: LivingParts
  readonly #rules: SessionRules
  readonly #changes = new EventEmitter<{ changed: [] }>().setMaxListeners(0)
  #wanted: SessionEnvironment | null = null
  #occurrences: Occurrences | null = null
  #wasConnected = false
  #isConnected = false
  readonly #bounds: AppBounds

  constructor(parts: LivingParts, record: EnvironmentRecord) {
    this.#parts = parts
    this.#rules = new SessionRules(parts, record)
    this.#bounds = new AppBounds({
      system: parts.system,
      apps: this.#rules.apps,
      timeZone: parts.order.timeZone,
      now: () => parts.clock.now(),
      bounded: () => this.#rules.environment?.bounded ?? [],
      elsewhere: () => parts.usedElsewhere(),
      isConnected: () => this.#isConnected,
      used: () => this.#rules.used,
      write: (used) => this.#rules.writeUsed([...used]),
      keepAway: (apps) => this.#rules.keepAway(apps),
      tell: (app, text) => this.#rules.tell(app.title, text),
    })
  }

  /** The server's word, whole; while the session is being prepared it waits for the logon. */
  want(environment: SessionEnvironment): void {
    this.#wanted = environment
    if (this.#occurrences !== null) void this.#become()
  }

  /** Tells the person with a note of the desktop; comfort, which never rejects. */
  tell(title: Text, text: Text): Promise<void> {
    return this.#rules.tell(title, text)
  }

  /** What the session may start by the server's word; null where it said nothing of it. */
  get programs(): SessionPrograms | null {
    return this.#wanted?.programs ?? null
  }

  get hasWork(): boolean {
    return this.#wanted !== null && this.#wanted.rules.length + this.#wanted.withheld.length > 0
  }

  /** @throws SecurityFailure where the session must not start */
  async logon(): Promise<void> {
    if (this.#wanted !== null) await this.#rules.logon(this.#wanted)
  }

  /** The desktop runs. @param fresh whether it was only now started */
  async begin(fresh: boolean): Promise<void> {
    const { system, door, home, log, clock } = this.#parts
    this.#occurrences = new Occurrences({ system, door, rules: this.#rules, home, log, clock })
    this.#occurrences.begin(fresh)
    this.#wasConnected = !fresh
    this.#bounds.begin((error) => log.warn({ err: error }, 'bounds of apps could not be kept'))
    if (this.#wanted !== null) await this.#become()
  }

  /** Resolves when this revision is in place; with false where it could not be done, or takes too long. */
  async inPlace(revision: number): Promise<boolean> {
    const late = AbortSignal.timeout(patience)
    const isThere = () => (this.#rules.environment?.revision ?? 0) >= revision
    while (!isThere()) {
      // What failed before is tried again for whoever comes now.
      const isKnown = (this.#wanted?.revision ?? -1) >= revision
      if (isKnown && (await before(late, this.#become())) === false) return false
      if (isThere()) break
      await once(this.#changes, 'changed', { signal: late }).catch(() => undefined)
      if (late.aborted) return isThere()
    }
    if (!this.#rules.isWhole) await before(late, this.#rules.heal())
    return this.#rules.isWhole
  }

  presence(presence: Presence): void {
    this.#isConnected = presence === 'connected'
    if (presence === 'connected') this.#occurrences?.entered(this.#wasConnected)
    else this.#occurrences?.left(presence === 'broken')
    this.#wasConnected ||= presence === 'connected'
  }

  /** Before the desktop is ended. */
  async logoff(): Promise<void> {
    this.#bounds.close()
    this.#occurrences?.close()
    if (this.#rules.wants('logoff') || this.#rules.withholdsAnything) await this.#rules.logoff()
  }

  /** When nothing of the session runs any more. */
  async end(): Promise<void> {
    this.#bounds.close()
    this.#occurrences?.close()
    await this.#rules.end()
  }

  async #become(): Promise<boolean> {
    const wanted = this.#wanted
    if (wanted === null) return true
    try {
      await this.#rules.become(wanted)
      return true
    } catch (error) {
      if (error instanceof SecurityFailure) this.#parts.log.warn({ err: error }, 'the environment is not in place')
      else this.#parts.log.error({ err: error }, 'the environment could not be changed')
      return false
    } finally {
      this.#changes.emit('changed')
    }
  }
}

/** What the work comes to, or null where it is late. */
async function before<T>(late: AbortSignal, work: Promise<T>): Promise<T | null> {
  return late.aborted ? null : Promise.race([work, once(late, 'abort').then(() => null)])
}
