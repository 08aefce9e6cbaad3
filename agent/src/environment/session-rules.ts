import { setTimeout } from 'node:timers/promises'
import type { Concern, EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Trigger } from '@nahtlos/contract/configuration/environment-rule'
import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import { expand } from '@nahtlos/core/environment/expand'
import { fileTypeFile, keyFileOf } from '@nahtlos/core/environment/keys/key-file'
import { type Occasion, planEnd, planEnvironment } from '@nahtlos/core/environment/plan'
import { outlivesSession, targetOf } from '@nahtlos/core/environment/target'
import type { Logger } from 'pino'
import { MaskFailure } from '../launcher/mask-keeper.ts'
import type { SessionPaths } from '../sessions/session-paths.ts'
import type { System } from '../system/system.ts'
import { type SessionApps, sessionApps } from '../withheld/session-apps.ts'
import { Withholding } from '../withheld/withholding.ts'
import { ActionFailure, type Surroundings, type Undo } from './action-module.ts'
import { message } from './actions/message.ts'
import { moduleOf } from './actions.ts'
import { type ActionOutcome, carryOut, type Workshop } from './carry-out.ts'
import { type EnvironmentRecord, emptyEnvironment } from './environment-record.ts'
import type { SessionDoor } from './session-door.ts'

/** Milliseconds that a logon waits for comfort; what takes longer goes on beside the desktop. */
const comfortPatience = 5_000

/** A security action failed: the session must not go on, or must not be shown. */
export class SecurityFailure extends Error {
  override name = 'SecurityFailure'
}

export interface SessionRulesParts {
  readonly system: System
  readonly door: SessionDoor
  readonly order: SessionOrder
  readonly paths: SessionPaths
  readonly credentials: string
  readonly log: Logger
  /** Writes the record down, and resolves when it is on the disk. */
  write(record: EnvironmentRecord): Promise<void>
  /** Keeps the record, to be written down with whatever is written next. */
  note(record: EnvironmentRecord): void
  /** The person is somewhere else now: a connection from the former place is to be closed. */
  moved(): void
  /**
   * Resolves when nothing else than this can be started in the session, and nothing else runs; null is what its order
   * says. Rejects where that cannot be had.
   */
  allow(programs: SessionPrograms | null): Promise<void>
  /** A comfort action failed; the person is told that something is missing. */
  incomplete(): void
}

/** The environment of one session: what applies in it is carried out, in order, one occasion after the other. */
export class SessionRules {
  readonly #parts: SessionRulesParts
  readonly apps: SessionApps
  readonly #withholding: Withholding
  readonly #turns = new Map<string, Promise<unknown>>()
  /** Protected security that somebody changed and that could not be put right. */
  readonly #unhealed = new Set<string>()
  /** Kept away because they were used enough. */
  #usedUp: readonly WithheldApp[] = []
  #record: EnvironmentRecord
  #queue: Promise<unknown> = Promise.resolve()
  #hurry = new AbortController()

  constructor(parts: SessionRulesParts, record: EnvironmentRecord) {
    const { system, door, order, paths } = parts
    this.#parts = parts
    this.#record = record
    this.apps = sessionApps(system, door, order, paths.session)
    this.#withholding = new Withholding(
      {
        ...{ system, door, order, paths, apps: this.apps },
        tell: (app, reason) => this.tell(app.title, reason),
        write: (withheld) => this.#write({ withheld: [...withheld] }),
      },
      record.withheld,
    )
  }

  get environment(): SessionEnvironment | null {
    return this.#record.present
  }

  get withholdsAnything(): boolean {
    return this.#withholding.isAnything
  }

  get used(): EnvironmentRecord['used'] {
    return this.#record.used
  }

  writeUsed(used: EnvironmentRecord['used']): Promise<void> {
    return this.#write({ used })
  }

  /** From now on these apps are kept away besides those of the environment. */
  keepAway(apps: readonly WithheldApp[]): Promise<void> {
    return this.#inTurn(async () => {
      this.#usedUp = apps
      await this.#withholding.become(this.#away(this.#record.present?.withheld ?? []))
    })
  }

  /** The environment's own word about an app goes first. */
  #away(withheld: readonly WithheldApp[]): readonly WithheldApp[] {
    return [...withheld, ...this.#usedUp.filter(({ app }) => withheld.every((each) => each.app !== app))]
  }

  /** Whether nothing that is protected as security was changed for good. */
  get isWhole(): boolean {
    return this.#unhealed.size === 0
  }

  /** Whether some rule that applies wants to know of this. */
  wants(trigger: Trigger): boolean {
    return this.#record.present?.rules.some(({ on }) => on.includes(trigger)) ?? false
  }

  /**
   * The logon: everything of security, and comfort as far as it comes in time.
   *
   * @throws SecurityFailure where the session must not start
   */
  async logon(environment: SessionEnvironment): Promise<void> {
    if (environment.rules.length + environment.withheld.length === 0) {
      // The usual case costs no writing: what is written next has it along.
      this.#record = { ...emptyEnvironment, present: environment }
      return this.#parts.note(this.#record)
    }
    await this.#write({ ...emptyEnvironment, present: environment })
    await this.#withholding.become(environment.withheld)
    const { security, comfort } = await this.#carryOut({ trigger: 'logon' })
    await Promise.race([comfort, setTimeout(comfortPatience, undefined, { ref: false })])
    refuseOn(await security)
  }

  /**
   * Makes this what holds. Where the person is somewhere else now, that is an occasion of its own.
   *
   * @throws SecurityFailure where nothing of the session may be shown; asked again, it is tried again
   */
  become(environment: SessionEnvironment): Promise<void> {
    // Whoever comes waits for the comfort of an earlier occasion as long as for that of her own, and no longer.
    const hurry = this.#hurry
    const late = setTimeout(comfortPatience, undefined, { ref: false }).then(() => hurry.abort())
    void late
    return this.#inTurn(async () => {
      this.#hurry = new AbortController()
      const before = this.#record.present
      if (before !== null && before.revision >= environment.revision) return
      const zone = before?.zone
      // Whoever looks on from the former place sees nothing any more before something comes back.
      if (zone !== environment.zone) this.#parts.moved()
      await this.#allow(environment)
      await this.#withholding.become(this.#away(environment.withheld))
      const rules = { ...environment, revision: before?.revision ?? -1 }
      await this.#write({ present: rules })
      const occasion: Occasion = { trigger: zone === environment.zone ? null : 'zone-changed' }
      const { security } = await this.#carryOut(occasion)
      refuseOn(await security)
      // Only now: a revision that is written down is one that is in place.
      await this.#write({ present: environment })
    })
  }

  /** Something happened in the session. Resolves when all that follows from it is done; failures are told, not thrown. */
  happened(occasion: Occasion): Promise<void> {
    return this.#inTurn(async () => {
      const { security, comfort } = await this.#carryOut(occasion)
      await Promise.all([security, comfort])
    })
  }

  /** Paths below the home of what is protected, for a hint that it may have been changed. */
  protectedPlaces(): readonly string[] {
    return this.#record.applied.flatMap(({ action }) => {
      if (!('protect' in action) || !action.protect) return []
      if (action.action === 'key') return [keyFileOf(action).path]
      return [action.action === 'file-type' ? fileTypeFile(action.type, '').path : action.path]
    })
  }

  /**
   * Puts right again what is protected and was changed, each thing by itself; answers what it found changed. What is
   * security and cannot be put right closes the way to the session until it is.
   */
  heal(): Promise<readonly string[]> {
    return this.#inTurn(async () => {
      const healed: string[] = []
      const broken = new Set<string>()
      for (const { key, action } of this.#record.applied) {
        if (!('protect' in action) || !action.protect) continue
        try {
          if (await this.#healOne(key, action)) healed.push(key)
        } catch (error) {
          this.#parts.log.warn({ err: error, key }, 'what is protected could not be put right')
          if (action.concern === 'security') broken.add(key)
        }
      }
      if (healed.length > 0) this.#parts.log.info({ healed }, 'put right what is protected')
      this.#becomeBroken(broken)
      return healed
    })
  }

  async #healOne(key: string, action: EnvironmentAction): Promise<boolean> {
    const module = moduleOf(action.action)
    const at = this.#surroundings(null, AbortSignal.timeout(action.timeout * 1000))
    // What cannot even be read any more does not hold.
    const holds = await module.holds?.(action as never, key, at).catch((error: unknown) => {
      if (error instanceof ActionFailure) return false
      throw error
    })
    if (holds !== false) return false
    // What was there before the rule came is known already; what the person put in its place is not kept.
    if (module.heal === undefined) await module.apply(action as never, key, at)
    else await module.heal(action as never, key, at)
    if ((await module.holds?.(action as never, key, at)) === false)
      throw new ActionFailure(`${key} does not hold what was put right`)
    return true
  }

  #becomeBroken(broken: ReadonlySet<string>): void {
    const isNew = [...broken].some((key) => !this.#unhealed.has(key))
    this.#unhealed.clear()
    for (const key of broken) this.#unhealed.add(key)
    if (isNew) this.#parts.moved()
  }

  /** Looks for apps that are withheld and run all the same. */
  look(): Promise<void> {
    return this.#inTurn(() => this.#withholding.look())
  }

  /** Before the desktop is ended. */
  logoff(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#withholding.thawAll()
      const { security, comfort } = await this.#carryOut({ trigger: 'logoff' })
      await Promise.all([security, comfort])
    })
  }

  /** After the session: what would outlive it is taken back. */
  end(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#withholding.end()
      const left = planEnd(this.#record, outlivesSession)
      const work = carryOut({ undo: left, act: [] }, this.#workshop(null))
      this.#told(await work.security)
      this.#told(await work.comfort)
    })
  }

  /** What another place or another revision denies cannot be started any more before anything of the session is shown. */
  async #allow({ programs }: SessionEnvironment): Promise<void> {
    await this.#parts.allow(programs ?? null).catch((error: unknown) => {
      if (error instanceof MaskFailure) throw new SecurityFailure(error.message, { cause: error })
      throw error
    })
  }

  async #carryOut(occasion: Occasion): Promise<Record<Concern, Promise<ActionOutcome[]>>> {
    const { present } = this.#record
    const rules = (present?.rules ?? []).map((rule) => ({
      ...rule,
      actions: rule.actions.map((action) => expand(action, this.#names())),
    }))
    const plan = planEnvironment(occasion, rules, this.#record)
    if (plan.triggered.join() !== this.#record.triggered.join()) await this.#write({ triggered: [...plan.triggered] })
    const work = carryOut(plan, this.#workshop(occasion.trigger), this.#hurry.signal)
    return {
      security: work.security.then((outcomes) => this.#told(outcomes)),
      comfort: work.comfort.then((outcomes) => this.#told(outcomes)),
    }
  }

  #told(outcomes: ActionOutcome[]): ActionOutcome[] {
    for (const outcome of outcomes) {
      if (outcome.outcome === 'done') this.#parts.log.info(outcome, 'environment')
      else this.#parts.log.warn(outcome, 'environment')
    }
    if (
      outcomes.some(({ outcome, concern, doing }) => concern === 'comfort' && doing === 'apply' && outcome !== 'done')
    )
      this.#parts.incomplete()
    return outcomes
  }

  #workshop(trigger: Trigger | null): Workshop {
    return {
      apply: async (key, action, signal) => {
        const undo = await moduleOf(action.action).apply(action as never, key, this.#surroundings(trigger, signal))
        // What only happens leaves nothing to remember.
        if (targetOf(action, key) !== null) await this.#remember({ key, action, undo })
      },
      undo: async (key, action, signal) => {
        const { undo = null } = this.#record.applied.find((each) => each.key === key) ?? {}
        await moduleOf(action.action).undo?.(action as never, key, undo as Undo, this.#surroundings(trigger, signal))
      },
      forget: (key) => this.#write({ applied: this.#record.applied.filter((each) => each.key !== key) }),
    }
  }

  #remember(done: { key: string; action: EnvironmentAction; undo: Undo }): Promise<void> {
    const applied = this.#record.applied.filter(({ key }) => key !== done.key)
    return this.#write({ applied: [...applied, done as EnvironmentRecord['applied'][number]] })
  }

  #surroundings(trigger: Trigger | null, signal: AbortSignal): Surroundings {
    const { system, door, paths, order, credentials } = this.#parts
    return {
      ...{ system, door, paths, order, credentials, trigger, signal, apps: this.apps },
      zone: this.#record.present?.zone ?? 'unknown',
      alone: (thing, work) => this.#alone(thing, work),
    }
  }

  #names() {
    const { account, name, uid } = this.#parts.order.person
    return { account, name, uid: String(uid), zone: this.#record.present?.zone ?? 'unknown' }
  }

  /** Tells the person with a note of the desktop; comfort, which never rejects. */
  async tell(title: SessionOrder['title'], text: SessionOrder['title']): Promise<void> {
    const note = {
      action: 'message',
      id: 'withheld',
      concern: 'comfort',
      timeout: 5,
      important: true,
      title,
      text,
    } as const
    await message
      .apply(note, 'withheld', this.#surroundings(null, AbortSignal.timeout(7_000)))
      .catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'the person could not be told that an app is away')
      })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#queue.then(work)
    this.#queue = mine.catch(() => undefined)
    return mine
  }

  #alone<T>(thing: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#turns.get(thing) ?? Promise.resolve()).then(work)
    this.#turns.set(
      thing,
      mine.catch(() => undefined),
    )
    return mine
  }

  #write(change: Partial<EnvironmentRecord>): Promise<void> {
    this.#record = { ...this.#record, ...change }
    return this.#parts.write(this.#record)
  }
}

function refuseOn(outcomes: readonly ActionOutcome[]): void {
  const failed = outcomes.find(({ outcome }) => outcome !== 'done')
  if (failed !== undefined) throw new SecurityFailure(`${failed.key}: ${failed.detail ?? failed.outcome}`)
}
