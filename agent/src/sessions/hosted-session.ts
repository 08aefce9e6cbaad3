import { setTimeout } from 'node:timers/promises'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { AppUse, HostSession, HostSessionState } from '@nahtlos/contract/host/report'
import type { RestoreOrder } from '@nahtlos/contract/host/restore'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Notice, PhaseName } from '@nahtlos/contract/session/state'
import { grantedPrograms } from '@nahtlos/core/access/granted-programs'
import type { Logger } from 'pino'
import type { OpenSession } from '../connections/admission.ts'
import type { Presence } from '../connections/connections.ts'
import { programNames } from '../desktop/app-programs.ts'
import type { HostEntries } from '../desktop/host-entries.ts'
import { LivingEnvironment } from '../environment/living-environment.ts'
import { type SessionDoor, sessionDoor } from '../environment/session-door.ts'
import type { Containment } from '../launcher/containment.ts'
import type { InstalledRefusal } from '../launcher/installed-refusal.ts'
import { launchCommand, launchPlan } from '../launcher/launch-plan.ts'
import type { MaskedSession } from '../launcher/mask-keeper.ts'
import { enterSteps } from '../launcher/steps.ts'
import { backoff } from '../link/backoff.ts'
import type { Whence } from '../policy/host-decisions.ts'
import type { ResourceGroups } from '../resources/resource-groups.ts'
import type { Clock } from '../system/clock.ts'
import type { System } from '../system/system.ts'
import { AppStarts } from './app-starts.ts'
import { EndingGrants, endedText, endedTitle, endingTitle, type HeldGrant } from './ending-grants.ts'
import { layOut } from './lay-out.ts'
import { leftBehind } from './left-behind.ts'
import { nameOfDisplay, sealDisplay } from './own-display.ts'
import { phaseEnded, phaseStarted } from './phases.ts'
import { newRecord, type SessionRecord, writeRecord } from './record.ts'
import { Refusals } from './refusals.ts'
import type { SessionPaths } from './session-paths.ts'
import type { SessionSettings } from './session-settings.ts'

/** Milliseconds that a display may take, and that programs get to save at the end, before they are killed. */
const displayDeadline = 20_000
const endDeadline = 12_000
/** Seconds in which the windows of a session are asked to close, before its person is warned. */
const askingWithin = 25
/** Tries to save the settings of a session that ends before it is over without them, and its home stays. */
const savingAttempts = 4
/** Milliseconds between two tries from then on: doubling up to this. */
const longestSavingPause = 60_000
/** Milliseconds between two looks for settings that are due. */
export const captureTick = 1_000

const memoryNotices = ['host-short-of-memory', 'session-ends-for-memory'] as const satisfies readonly Notice[]

/** For administrators. */
const unsaved = endReasons.unsaved.en

export interface SessionParts {
  readonly system: System
  readonly paths: SessionPaths
  readonly settings: SessionSettings
  /** What holds this session in, on this host as it is now. */
  containment(order: SessionOrder): Promise<Containment>
  /** Of what it is told to start and to reach, what a signed revision lets it, from there or from anywhere. */
  bounded(programs: SessionPrograms, whence: Whence | null): Pick<SessionOrder, 'programs' | 'network'>
  /** What was approved for its person and holds now. */
  granted(): readonly HeldGrant[]
  /** What its person used in other sessions of apps whose time is bounded. */
  usedElsewhere(): readonly AppUse[]
  /** Null unless a session with these programs is kept from the one at this path. */
  inquire(programs: SessionPrograms, path: string): Promise<InstalledRefusal | null>
  /** What is known of a program of this host, by its real path. */
  about(path: string): Promise<Omit<InstalledRefusal, 'forbidden'>>
  /** Resolves when nothing can be started, and nothing runs, in a session that it may not start; else rejects. */
  keepMasks(session: MaskedSession): Promise<void>
  /** Null where the host cannot hold limits. */
  readonly groups: ResourceGroups | null
  /** Something of it is still on the host. */
  leftBehind(what: readonly string[]): void
  /** Whether the person has another session on this host. */
  hasOther(): boolean
  readonly entries: HostEntries
  cleanHome(home: string): Promise<void>
  readonly log: Logger
  readonly clock: Clock
  changed(): void
  /** Settings are on this host alone: they are to be delivered. */
  left(): void
  /** The session's connections are to be closed, because it is over. */
  ended(): void
  /** The session's connection is to be closed, because it is shown elsewhere from now on. */
  moved(): void
  /** Names and passwords for file servers, on this host. */
  readonly credentials: string
  /** Why this host must not start sessions now; null where it may. */
  refusal(): Promise<string | null>
}

/** A start that cannot go on; its message is told to administrators. */
class StartFailure extends Error {
  override name = 'StartFailure'
}

/**
 * One session from order to clean home. What stops a start: accounts that clash, a launcher or display that fails.
 * What only warns: settings, home drive, and of the environment what is comfort; what of it is security stops it. Everything it does is written down first, so that another run of this
 * program can go on (`resume`).
 */
export class HostedSession {
  readonly #parts: SessionParts
  #record: SessionRecord
  #end: { readonly promise: Promise<void>; readonly request: () => void } = withRequest()
  #whole: Promise<void> = Promise.resolve()
  #apps: AppStarts | null = null
  #refusals: Refusals | null = null
  #orders: readonly RestoreOrder[] = []
  #endReason: string | null = null
  /** The launcher is done: what the session may start is kept from now on. */
  #launched = false
  /** What it may start now, as it was last demanded; null where nobody has asked since this program runs. */
  #programs: SessionPrograms | null = null
  /** Where its person was last let in from. */
  #whence: Whence | null = null
  /** The way into it, while it runs. */
  readonly door: SessionDoor
  readonly #environment: LivingEnvironment
  #writing: Promise<void> = Promise.resolve()

  constructor(parts: SessionParts, found: SessionOrder | SessionRecord) {
    this.#parts = parts
    this.#record = 'order' in found ? found : newRecord(found)
    const { system, paths } = parts
    const launcher = () => this.#record.launcher?.pid ?? null
    const display = () => this.#record.display
    this.door = sessionDoor({ system, launcher, display, enter: paths.enter, person: this.order.person })
    this.#environment = this.#makeEnvironment()
  }

  get order(): SessionOrder {
    return this.#record.order
  }

  get state(): HostSessionState {
    return this.#record.state
  }

  /** The first process inside, as the host numbers it; null where none runs. */
  async firstProcess(): Promise<number | null> {
    const { launcher } = this.#record
    if (launcher === null || !(await this.#isAlive())) return null
    return (await this.#parts.system.children(launcher.pid))[0] ?? null
  }

  /** Over, and yet some of its settings are in its home alone. */
  get isUnsaved(): boolean {
    return !this.isRunning && this.#record.desktopStarted && !this.#record.captured
  }

  /** Null while it is not launched, and when it is over. */
  masked(): MaskedSession | null {
    if (!this.#launched || !this.isRunning) return null
    const { id, person } = this.order
    this.#programs ??= this.#parts.bounded(this.#told(), this.#whence).programs
    const programs = grantedPrograms(
      this.#programs,
      this.#parts.granted().map((grant) => grant.programs),
    )
    return { id, uid: person.uid, programs, first: () => this.firstProcess() }
  }

  get isRunning(): boolean {
    return this.state !== 'ended' && this.state !== 'failed'
  }

  report(): Omit<HostSession, 'connections' | 'broken'> {
    const { order, state, phases, detail } = this.#record
    const { settings } = this.#parts
    const notices = [...new Set([...this.#record.notices, ...settings.notices])]
    return {
      id: order.id,
      person: order.person.id,
      state,
      phases,
      notices,
      detail: detail?.slice(0, 2000) ?? null,
      details: settings.details.slice(),
      settingsInUse: settings.inUse.slice(),
      restores: settings.restores.slice(),
      refusals: [...(this.#refusals?.list ?? [])],
      used: this.#record.environment.used,
    }
  }

  /** Null unless it is ready. */
  open(): OpenSession | null {
    if (this.state !== 'ready') return null
    const inPlace = (revision: number, whence: Whence) => this.#inPlace(revision, whence)
    return { person: this.order.person.id, uid: this.order.person.uid, socket: this.#parts.paths.socket, inPlace }
  }

  /** Begins or goes on, until the session is over. Never rejects. */
  run(): Promise<void> {
    this.#whole = this.#live().catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'a session broke')
      return this.#fail(error instanceof Error ? error.message : String(error)).catch((second: unknown) => {
        // The record says how far it came; the agent's next start goes on from there, and the home stays until then.
        this.#parts.log.error({ err: second }, 'a session could not be cleaned')
      })
    })
    return this.#whole
  }

  /** What holds in it by the server's word. */
  want(environment: SessionEnvironment): void {
    this.#environment.want(environment)
  }

  presence(presence: Presence): void {
    this.#environment.presence(presence)
  }

  /** Versions of its settings that the person took back. */
  takeBack(orders: readonly RestoreOrder[]): void {
    this.#orders = orders
    // Until then the desktop's settings are being fetched; what was taken back is in the vault already.
    if (this.state !== 'ready') return
    const { settings, changed, log } = this.#parts
    if (orders.length === 0 && settings.restores.length === 0) return
    settings.takeBack(orders).then(changed, (error: unknown) => {
      log.error({ err: error }, 'a version could not be taken back')
    })
  }

  /** A program ran in it that a rule, which is only tried out, would refuse. */
  ran(found: { readonly rule: string; readonly path: string }): void {
    this.#refusals?.ran(found).catch((error: unknown) => {
      this.#parts.log.error({ err: error }, 'what a rule would refuse could not be told')
    })
  }

  /** Programs of it were ended because they are denied now. */
  tellDenied(): void {
    void this.#environment.tell(endedTitle, endedText)
  }

  /** Tells the person what memory is short for; what she was told of it before is no longer so. */
  tell(what: (typeof memoryNotices)[number]): void {
    this.#set({ notices: [...this.#withoutMemory(), what] })
  }

  withdraw(): void {
    this.#set({ notices: this.#withoutMemory() })
  }

  #withoutMemory(): Notice[] {
    return this.#record.notices.filter((each) => !memoryNotices.some((notice) => notice === each))
  }

  /** As its person would, window by window: what has something to save asks, and stays. */
  async askToClose(): Promise<void> {
    const close = 'wmctrl -l | while read -r id at rest; do [ "$at" = -1 ] || wmctrl -i -c "$id"; done'
    // A host that is short of memory is slow, and whoever was not asked in time was not asked.
    const { code, stderr } = await this.door.run(['/bin/sh', '-c', close], { seconds: askingWithin })
    if (code !== 0) throw new Error(`the windows of a session could not be closed (${code}): ${stderr.trim()}`)
  }

  /** Asks for the end; `run` resolves when it is over. The reason is for administrators. */
  end(reason: string | null = null): void {
    this.#endReason ??= reason
    this.#end.request()
  }

  async forget(): Promise<void> {
    await this.#whole
    await this.#parts.system.remove(this.#parts.paths.record)
  }

  async #live(): Promise<void> {
    if (this.isUnsaved) {
      await this.#parts.settings.resume()
      return this.#saveLate()
    }
    if (this.state === 'ended' || this.state === 'failed') return
    if (!(await this.#resume())) {
      try {
        await this.#start()
      } catch (error) {
        if (!(error instanceof Error)) throw error
        this.#parts.log.warn({ err: error }, 'a session could not start')
        if (this.#record.desktopStarted) return this.#fail(error.message)
        await this.#stop()
        const last = error instanceof StartFailure ? await this.#lastWords() : ''
        return this.#over('failed', [error.message, last].filter(Boolean).join(': '))
      }
    }
    // One whose end had begun is ended, and not attended to again.
    if (this.state !== 'ending') await this.#attend()
    await this.#finish()
  }

  /** True where the session's desktop runs, or ran until its processes went; false where it is to be started. */
  async #resume(): Promise<boolean> {
    const { system, paths, settings } = this.#parts
    if (!this.#record.desktopStarted) {
      // Without its directory nothing was ever launched, and there is no need to look through all processes.
      if (!(await system.exists(paths.session))) return false
      for (const launcher of await system.findByArgument(paths.script)) await this.#kill(launcher)
      await this.#parts.groups?.end(this.order.id)
      return false
    }
    await settings.resume()
    if (await this.#isAlive()) {
      // Started by an agent that did not keep these.
      if (!(await system.exists(paths.enter))) await this.#layOutEntrance()
      if (this.#record.display === null)
        await this.#write({ display: await nameOfDisplay(system, paths, this.order.person.uid) })
      this.#launched = true
      await this.#listenToApps()
      await this.#environment.begin(false)
    }
    if (this.state === 'preparing' && (await this.#isAlive())) await this.#startDesktop()
    this.#parts.log.info({ alive: await this.#isAlive() }, 'found a session again')
    return true
  }

  async #start(): Promise<void> {
    const { system, paths, settings, groups } = this.#parts
    await this.#write({ ...newRecord(this.order) })
    const refusal = await this.#parts.refusal()
    if (refusal !== null) throw new StartFailure(refusal)
    const order = this.#ordered()
    this.#programs = order.programs
    const [containment] = await Promise.all([
      this.#parts.containment(order),
      groups?.make(this.order.id, this.order.resources),
    ])
    await this.#phase('home', async () => {
      if (!(await layOut(system, this.order, paths, containment, this.#parts.entries)))
        await this.#notice('home-drive-missing')
    })
    const command = launchCommand(paths.script, containment)
    const pid = await system.launch(groups?.inside(this.order.id, this.order.resources, command) ?? command, paths.log)
    const facts = await system.process(pid)
    if (facts) await this.#write({ launcher: { pid, startTime: facts.startTime } })
    await Promise.all([
      this.#phase('display', () => this.#awaitDisplay()),
      this.#phase('settings', () => settings.restoreAll()),
    ])
    this.#launched = true
    await this.#allow(this.#told())
    if (this.#environment.hasWork) await this.#phase('environment', () => this.#environment.logon())
    else await this.#environment.logon()
    await this.#phase('desktop', async () => {
      await this.#listenToApps()
      await this.#write({ desktopStarted: true })
      await system.signalFifo(paths.go)
    })
    await this.#environment.begin(true)
    await this.#write({ state: 'ready' })
    this.takeBack(this.#orders)
  }

  async #layOutEntrance(): Promise<void> {
    const { system, paths, containment } = this.#parts
    await system.writeText(paths.enter, launchPlan(enterSteps(await containment(this.#ordered()))), { mode: 0o600 })
  }

  /** Its order as this host carries it out. */
  #ordered(): SessionOrder {
    return { ...this.order, ...this.#parts.bounded(this.#told(), this.#whence) }
  }

  /** What it may start by the server's word. */
  #told(): SessionPrograms {
    return this.#environment.programs ?? this.#record.environment.present?.programs ?? this.order.programs
  }

  /** Whether all is in place for somebody who looks on from there. */
  async #inPlace(revision: number, whence: Whence): Promise<boolean> {
    if (!(await this.#environment.inPlace(revision))) return false
    this.#whence = whence
    const { programs } = this.#parts.bounded(this.#told(), whence)
    if (JSON.stringify(programs) === JSON.stringify(this.#programs)) return true
    return this.#allow(this.#told()).then(
      () => true,
      (error: unknown) => {
        this.#parts.log.error({ err: error }, 'what is denied from there could not be kept from being started')
        return false
      },
    )
  }

  /** From now on it may start these programs, and no others run in it. */
  async #allow(programs: SessionPrograms): Promise<void> {
    this.#programs = this.#parts.bounded(programs, this.#whence).programs
    const session = this.masked()
    if (session !== null) await this.#parts.keepMasks(session)
  }

  /** Says the word for which the first process waits. Said twice it does nothing: nobody listens any more. */
  async #startDesktop(): Promise<void> {
    const { system, paths } = this.#parts
    await this.#phase('desktop', async () => {
      await system.signalFifo(paths.go).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENXIO')) throw error
      })
    })
    await this.#write({ state: 'ready' })
  }

  async #awaitDisplay(): Promise<void> {
    const { system, paths } = this.#parts
    const launcher = this.#record.launcher
    if (!launcher) throw new StartFailure(endReasons.atOnce.en)
    const gone = new AbortController()
    void system.exited(launcher).then(() => gone.abort())
    if (!(await system.appears(paths.name, displayDeadline, gone.signal)))
      throw new StartFailure(gone.signal.aborted ? endReasons.atOnce.en : endReasons.displayLate.en)
    const display = await nameOfDisplay(system, paths, this.order.person.uid)
    if (display === null) throw new StartFailure(endReasons.displayNameless.en)
    await sealDisplay(system, paths, this.order.person.uid, display)
    await this.#write({ display })
  }

  /** While the desktop runs: settings when they are due, until it ends or is asked to. */
  async #attend(): Promise<void> {
    const { system, settings, log } = this.#parts
    const launcher = this.#record.launcher
    if (!launcher || !(await this.#isAlive())) return
    const ending = new EndingGrants()
    const capture = setInterval(() => {
      for (const text of ending.due(this.#parts.granted(), this.#parts.clock.now()))
        void this.#environment.tell(endingTitle, text)
      settings.captureDue().then(
        (captured) => captured && this.#parts.changed(),
        (error: unknown) => log.error({ err: error }, 'settings could not be captured'),
      )
    }, captureTick)
    await Promise.race([system.exited(launcher), this.#end.promise]).finally(() => clearInterval(capture))
  }

  /** Until then no app can have asked: the desktop starts after it. */
  async #listenToApps(): Promise<void> {
    const { system, paths, settings, log, changed } = this.#parts
    const programs = [...programNames(this.order.apps, this.order.settings).keys()]
    this.#apps = new AppStarts({ system, paths, settings, log, changed }, programs)
    await this.#apps.begin().catch((error: unknown) => log.error({ err: error }, 'apps start without their settings'))
    const inquire = async (path: string) => {
      const session = this.masked()
      return session && this.#parts.inquire(session.programs, path)
    }
    const { about, clock } = this.#parts
    this.#refusals = new Refusals({ system, paths, log, changed, inquire, about, now: () => clock.now() })
    await this.#refusals.begin().catch((error: unknown) => log.error({ err: error }, 'nobody hears of refusals'))
  }

  async #finish(): Promise<void> {
    await this.#write({ state: 'ending' })
    this.#parts.ended()
    await this.#phase('logoff', async () => {
      await this.#environment.logoff()
      await this.#stop()
    })
    this.#apps?.close()
    this.#refusals?.close()
    await this.#save('ended', this.#endReason)
  }

  /** What broke in a session costs nobody her settings. */
  async #fail(message: string): Promise<void> {
    if (!this.#record.desktopStarted) return this.#over('failed', message)
    await this.#stop()
    await this.#save('failed', message)
  }

  /**
   * Brings the settings out of the home and empties it. Where that does not work (this host's disk is full, say) the
   * session is over all the same, so that its person can begin another one, and the home stays until it does.
   */
  async #save(state: 'ended' | 'failed', detail: string | null): Promise<void> {
    const { settings } = this.#parts
    let isSafe = false
    await this.#phase('capture', async () => {
      for (let attempt = 0; !isSafe && attempt < savingAttempts; attempt++) {
        if (attempt > 0) await setTimeout(backoff(attempt, Math.random()))
        // A half-emptied home is not looked at again: it would count as what the person deleted.
        if (!this.#record.captured) await settings.captureChanged()
        const end = await settings.finish()
        isSafe = this.#record.captured || end !== 'unsafe'
        if (end === 'kept-here') this.#parts.left()
      }
    })
    if (isSafe) {
      await this.#write({ captured: true })
      return this.#over(state, detail)
    }
    this.#parts.log.error('settings are in a home alone; it stays until they are saved')
    await this.#over(state, [detail, unsaved].filter(Boolean).join('; '), true)
    return this.#saveLate()
  }

  /** Of a session that is over: the settings that are in its home alone, for as long as it takes. */
  async #saveLate(): Promise<void> {
    const { settings, left } = this.#parts
    for (let pause = 1_000; ; pause = Math.min(longestSavingPause, pause * 2)) {
      await settings.captureChanged()
      if ((await settings.finish()) !== 'unsafe') break
      await setTimeout(pause, undefined, { ref: false })
    }
    await this.#write({ captured: true })
    await this.#cleanHome()
    await this.#write({ detail: this.#record.detail?.replace(unsaved, endReasons.savedLate.en) ?? null })
    left()
  }

  /** Programs are asked to end and then made to. Nothing of the session runs afterwards. */
  async #stop(): Promise<void> {
    const { system } = this.#parts
    const launcher = this.#record.launcher
    if (!launcher || !(await this.#isAlive())) return
    const [first] = await system.children(launcher.pid)
    if (first !== undefined && this.#record.desktopStarted) {
      system.signal(first, 'SIGTERM')
      const late = AbortSignal.timeout(endDeadline)
      await Promise.race([system.exited(launcher), new Promise((resolve) => late.addEventListener('abort', resolve))])
    }
    if (await this.#isAlive()) await this.#kill(launcher)
  }

  async #kill(launcher: NonNullable<SessionRecord['launcher']>): Promise<void> {
    const { system } = this.#parts
    for (const pid of await system.children(launcher.pid)) system.signal(pid, 'SIGKILL')
    system.signal(launcher.pid, 'SIGKILL')
    await system.exited(launcher)
  }

  async #over(state: 'ended' | 'failed', detail: string | null, keepsHome = false): Promise<void> {
    const { system, paths } = this.#parts
    this.#apps?.close()
    this.#refusals?.close()
    await this.#phase('clean', async () => {
      await this.#environment.end()
      await this.#parts.groups?.end(this.order.id)
      if (!keepsHome) await this.#cleanHome()
      await system.remove(paths.session)
      await system.remove(paths.drives)
      // Nobody needs to know how a good end came about.
      if (state === 'ended') await system.remove(paths.log)
    })
    const left = keepsHome ? null : await this.#leftBehind()
    await this.#write({ state, detail: [detail, left].filter(Boolean).join('; ') || null, launcher: null })
    this.#parts.ended()
  }

  async #cleanHome(): Promise<void> {
    const { system, paths, cleanHome } = this.#parts
    if (await system.exists(paths.home)) await cleanHome(paths.home)
    await system.remove(paths.home)
  }

  /** Looks whether the host is as it was before; null where it is. */
  async #leftBehind(): Promise<string | null> {
    const { system, paths, log, hasOther } = this.#parts
    const { uid, account } = this.order.person
    try {
      const left = await leftBehind(system, { id: this.order.id, uid, account, paths, hasOther: hasOther() })
      if (left.length === 0) return null
      log.error({ left }, 'a session left something behind')
      this.#parts.leftBehind(left)
      return `${endReasons.left.en}: ${left.join(', ')}`
    } catch (error) {
      log.error({ err: error }, 'nobody knows what a session left behind')
      return endReasons.leftUnknown.en
    }
  }

  async #isAlive(): Promise<boolean> {
    const { launcher } = this.#record
    return launcher !== null && (await this.#parts.system.process(launcher.pid))?.startTime === launcher.startTime
  }

  /** The last line of the session's log, which says why a program gave up. */
  async #lastWords(): Promise<string> {
    const text = (await this.#parts.system.readText(this.#parts.paths.log)) ?? ''
    return text.trimEnd().split('\n').at(-1)?.trim().slice(0, 500) ?? ''
  }

  async #phase(name: PhaseName, work: () => Promise<void>): Promise<void> {
    const { clock } = this.#parts
    const before = this.#parts.settings.notices.size
    this.#set({ phases: phaseStarted(this.#record.phases, name, clock.now()) })
    try {
      await work()
      const outcome = this.#parts.settings.notices.size > before ? 'warning' : 'done'
      this.#set({ phases: phaseEnded(this.#record.phases, name, outcome, clock.now()) })
    } catch (error) {
      this.#set({ phases: phaseEnded(this.#record.phases, name, 'failed', clock.now()) })
      throw error
    }
  }

  #makeEnvironment(): LivingEnvironment {
    const { system, paths, log, clock, moved, credentials } = this.#parts
    return new LivingEnvironment(
      {
        ...{ system, paths, log, clock, moved, credentials, order: this.order, home: paths.home },
        door: this.door,
        usedElsewhere: () => this.#parts.usedElsewhere(),
        write: (environment) => this.#write({ environment }),
        note: (environment) => this.#set({ environment }),
        allow: (programs) => this.#allow(programs ?? this.order.programs),
        incomplete: () => {
          if (!this.#record.notices.includes('environment-incomplete')) void this.#notice('environment-incomplete')
        },
      },
      this.#record.environment,
    )
  }

  async #notice(notice: Notice): Promise<void> {
    this.#set({ notices: [...this.#record.notices, notice] })
  }

  #set(change: Partial<SessionRecord>): void {
    this.#record = { ...this.#record, ...change }
    this.#parts.changed()
  }

  /** Changes that a later run of this program must know are on the disk before anything else happens. */
  async #write(change: Partial<SessionRecord>): Promise<void> {
    this.#set(change)
    // One after the other, each with all that is known by then: an older word never comes to lie upon a newer one.
    const mine = this.#writing.then(() => writeRecord(this.#parts.system, this.#parts.paths.record, this.#record))
    this.#writing = mine.catch(() => undefined)
    await mine
  }
}

function withRequest(): { promise: Promise<void>; request: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, request: resolve }
}
