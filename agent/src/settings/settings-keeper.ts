/**
 * The settings of one session: restored before its desktop, or an app, starts, captured while it runs and when it ends.
 *
 * How the agent uses it:
 *
 * ```ts
 * // once per agent; `address` is the server's internal listener, `host:port`; `client.useTls(…)` after a renewal
 * const client = new HttpsSettingsClient({ address, tls: clientTlsOptions(identity, 'server') })
 * // one per session
 * const keeper = new SettingsKeeper({ client, cacheDirectory, host, session, person, uid, home, templates })
 *
 * await keeper.restoreAll()      // the home exists, is empty and belongs to uid (or still to root); desktop not started:
 *                                // what has the scope `logon`
 * await keeper.appStarts(name)   // before the first process of a program: what belongs to its apps; or what another
 *                                // session changed meanwhile, where they ran before
 * await keeper.appEnded(name)    // after its last process
 * await keeper.captureDue()      // each second: what its template wants captured by now
 * await keeper.captureChanged()  // at logoff, after the session's processes are gone: everything
 * await keeper.finish()          // after that: 'delivered' where the vault has all, and the session is forgotten;
 *                                // 'kept-here' where all is safe on this host's disk alone: `HostDeliveries` delivers it;
 *                                // 'unsafe' where something is in the home alone: keep it, and do both again
 * await cleanHome(home)          // clean-home.ts: empties the home; the folder itself stays. Never while 'unsafe'
 * keeper.notices                 // ReadonlySet<Notice>, for the report
 *
 * // After the agent was killed, for a session that still runs, or a home whose session is gone:
 * await keeper.resume()          // instead of restoreAll(); then go on as above
 *
 * // at the agent's start, so that the cache holds only persons who come here (idle-persons.ts)
 * await forgetIdlePersons(cacheDirectory, new Date())
 * ```
 *
 * `cacheDirectory` is one folder below the agent's state for all persons and sessions, root's own (made 0700).
 *
 * All of these wait for each other. None of them fails because of the vault, the network or what the person did to her home: that becomes a
 * notice (comfort fails open), the session goes on, and it is tried again with the next call.
 */
import { mkdirSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { RestoreOrder, RestoreReport, RestoreState } from '@nahtlos/contract/host/restore'
import type { HostId, PersonId, SessionId } from '@nahtlos/contract/identifiers'
import type { Notice, NoticeDetail } from '@nahtlos/contract/session/state'
import { type InstalledVersions, packagesAskedFor, templatesForHost } from '@nahtlos/core/settings/templates-for-host'
import { VaultError } from '@nahtlos/vault/vault-error'
import { fileErrorCode } from './file-error.ts'
import { Folder } from './folder.ts'
import { KeptSession, statesOf } from './kept-session.ts'
import { deliverLeftOvers } from './left-overs.ts'
import { PackageKeeper, type Report } from './package-keeper.ts'
import { RunningPrograms } from './running-programs.ts'
import { scanHome } from './scan-home.ts'
import { isDelivered, SettingsCache } from './settings-cache.ts'
import type { SettingsClient } from './settings-client.ts'
import { VaultAccess } from './vault-access.ts'

export interface SettingsKeeperOptions {
  readonly client: SettingsClient
  readonly cacheDirectory: string
  readonly host: HostId
  readonly session: SessionId
  readonly person: PersonId
  readonly uid: number
  readonly home: string
  readonly templates: readonly SettingsTemplate[]
  /** Which app a program starts, and so which templates it brings. */
  readonly apps?: readonly App[]
  /** Versions of Debian packages on this host, asked about where a template wants one. */
  readonly installed?: (packages: readonly string[]) => Promise<InstalledVersions>
  /** For the log: which template, and what happened. File names may be in it; contents never. */
  readonly report?: Report
  /** Bytes of the cache per person, trimmed when a session ends. */
  readonly cacheLimit?: number
  /** Milliseconds that a logon waits for the vault before it goes on with what the host has. */
  readonly patience?: number
  readonly now?: () => Date
}

/** What became of a session's settings: in the vault; on this host's disk; or some of them in the home alone. */
export type SettingsEnd = 'delivered' | 'kept-here' | 'unsafe'

/**
 * Packages whose changes travel together: each request costs the vault more than a package's few changes do, and the
 * vault stores the first ones while the next are read and packed.
 */
export const sentTogether = 13

/** Milliseconds for which a vault that did not answer is left alone. */
const patienceWithVault = 15_000

export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions
  readonly #report: Report
  readonly #now: () => Date
  readonly #cache: SettingsCache
  readonly #vault: VaultAccess
  #packages: PackageKeeper[] = []
  readonly #programs: RunningPrograms
  readonly #kept: KeptSession
  /** When each package was last captured, in milliseconds since the Unix epoch. */
  readonly #captured = new Map<PackageKeeper, number>()
  /** Of versions that the person took back: how far each is, and the last one of each template. */
  readonly #restores = new Map<string, RestoreState>()
  readonly #orders = new Map<string, string>()
  /** The vault did not answer: until then, captures stay on this host. */
  #awayUntil = 0
  readonly #notices = new Set<Notice>()
  /** Whether the last look at the whole home came to its end. */
  #isCaptured = true
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: SettingsKeeperOptions) {
    const { client, cacheDirectory, person, host, session, apps = [] } = options
    this.#options = options
    this.#report = options.report ?? (() => undefined)
    this.#now = options.now ?? (() => new Date())
    mkdirSync(cacheDirectory, { recursive: true, mode: 0o700 })
    this.#cache = new SettingsCache(cacheDirectory, person)
    this.#vault = new VaultAccess(client, this.#cache, person, host)
    this.#kept = new KeptSession(this.#vault, session)
    this.#programs = new RunningPrograms(apps)
  }

  /** What its notices are about. */
  get details(): NoticeDetail[] {
    return this.#packages.flatMap((one) => one.details)
  }

  /** Templates whose settings the person may be changing now. */
  get inUse(): string[] {
    return this.#packages.filter((one) => one.isOpen && this.#runs(one)).map(({ template }) => template.id)
  }

  /** How far it is with the versions that the person took back. */
  get restores(): RestoreReport[] {
    return [...this.#restores].map(([id, state]) => ({ id, state }))
  }

  get notices(): ReadonlySet<Notice> {
    return new Set([...this.#notices, ...this.#packages.flatMap((one) => [...one.notices])])
  }

  restoreAll(): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      await this.#choosePackages()
      await this.#restore(
        this.#packages.filter(({ template }) => template.scope === 'logon'),
        this.#signal(),
        false,
      )
    })
  }

  appStarts(program: string): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      // Another program of the same app has them open already.
      const wanted = this.#packagesOf(program).filter((one) => !this.#runs(one))
      this.#programs.add(program)
      const signal = this.#signal()
      const again = wanted.filter((one) => one.isOpen)
      if (again.length > 0) {
        await this.#capture(again)
        using home = this.#openHome('settings-not-restored')
        if (home !== null) {
          for (const one of again) await (one.yields ? this.#giveWay(one) : one.refresh(home, signal))
        }
        this.#kept.keep(this.#packages, false)
      }
      const fresh = wanted.filter((one) => !one.isOpen)
      if (fresh.length > 0) await this.#restore(fresh, signal, true)
    })
  }

  async appRuns(program: string): Promise<void> {
    this.#programs.add(program)
  }

  appEnded(program: string): Promise<void> {
    return this.#inTurn('settings-not-saved', async () => {
      const open = this.#packagesOf(program).filter((one) => one.isOpen)
      this.#programs.delete(program)
      const ended = open.filter((one) => !this.#runs(one))
      await this.#capture(ended)
      for (const one of ended) if (one.yields) await this.#giveWay(one)
    })
  }

  /**
   * Takes over the versions that the person took back; all orders of this session each time, in any order, as often
   * as they are said. See `RestoreOrder` for what is done, and `restores` for how far it is.
   */
  takeBack(orders: readonly RestoreOrder[]): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      const listed = new Set(orders.map(({ id }) => id))
      for (const id of this.#restores.keys()) if (!listed.has(id)) this.#restores.delete(id)
      for (const order of orders) {
        const known = this.#restores.get(order.id)
        if (known === undefined || known === 'waiting') await this.#takeBack(order)
      }
    })
  }

  async #takeBack(order: RestoreOrder): Promise<void> {
    const one = this.#packages.find(({ template }) => template.id === order.template)
    this.#restores.set(order.id, 'waiting')
    this.#orders.set(order.template, order.id)
    // Of a template for another version of the app than this host has, there is nothing to take over here.
    const isKnown = this.#options.templates.some(({ id }) => id === order.template)
    if (one === undefined) this.#restores.set(order.id, isKnown ? 'done' : 'failed')
    // An app that starts later fetches the head anyway.
    else if (!one.isOpen) this.#restores.set(order.id, 'done')
    else {
      await this.#capture([one], false)
      one.yield()
      this.#kept.keep(this.#packages, false)
      if (one.template.scope === 'logon') this.#restores.set(order.id, 'next-logon')
      else if (!this.#runs(one)) await this.#giveWay(one)
    }
  }

  async #giveWay(one: PackageKeeper): Promise<void> {
    using home = this.#openHome('settings-not-restored')
    if (home === null || !(await one.giveWay(home, this.#signal(), this.#now()))) return
    const order = this.#orders.get(one.template.id)
    if (order !== undefined && this.#restores.has(order)) this.#restores.set(order, 'done')
    this.#kept.keep(this.#packages, false)
  }

  async #restore(packages: readonly PackageKeeper[], signal: AbortSignal, replace: boolean): Promise<void> {
    const { session } = this.#options
    const leftOvers = await deliverLeftOvers(this.#vault, this.#now, this.#report, session)
    await Promise.all(packages.map((one) => one.fetch(leftOvers.get(one.template.id) ?? null, signal)))
    using home = this.#openHome('settings-not-restored')
    if (home !== null) for (const one of packages) await one.write(home, signal, replace)
    this.#kept.keep(this.#packages, false)
    this.#kept.dropInherited(this.#packages, leftOvers)
  }

  resume(): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      await this.#choosePackages()
      const kept = this.#kept.state
      const packages = kept?.packages ?? {}
      await Promise.all(
        this.#packages.map(async (one) => {
          const state = packages[one.template.id] ?? null
          if (state === null && one.template.scope !== 'logon') return
          if (kept === null) await one.goOnUnrestored('where the session stood is not known any more')
          else await one.resume(state)
        }),
      )
    })
  }

  async captureDue(): Promise<boolean> {
    const due = this.#packages.filter((one) => this.#isDue(one))
    if (due.length === 0) return false
    await this.#inTurn('settings-not-saved', () => this.#capture(due))
    return true
  }

  captureChanged(): Promise<void> {
    this.#isCaptured = false
    return this.#inTurn('settings-not-saved', async () => {
      this.#awayUntil = 0
      await this.#capture(this.#packages, true, true)
      this.#isCaptured = true
    })
  }

  #isDue(one: PackageKeeper): boolean {
    const { capture, scope } = one.template
    if (!one.isOpen || capture === 'exit' || (scope !== 'logon' && !this.#runs(one))) return false
    return this.#now().getTime() - (this.#captured.get(one) ?? 0) >= capture.continuous * 1000
  }

  async #capture(packages: readonly PackageKeeper[], delivers = true, last = false): Promise<void> {
    if (packages.length === 0) return
    using home = this.#openHome('settings-not-saved')
    if (home === null) return
    const began = this.#now()
    const scanned = packages.map((one) => ({ one, scan: one.newScan() }))
    await scanHome(
      home,
      scanned.map(({ scan }) => scan),
    )
    const before = JSON.stringify(statesOf(this.#packages))
    const isDelivering = delivers && this.#now().getTime() >= this.#awayUntil
    const deliveries: Promise<boolean>[] = []
    const lot: PackageKeeper[] = []
    try {
      for (const { one, scan } of scanned) {
        await one.capture(home, scan, began, last)
        this.#captured.set(one, began.getTime())
        lot.push(one)
        // The vault stores the first ones while the next are read.
        const isFull = lot.filter(({ state }) => !isDelivered(state)).length === sentTogether
        if (isDelivering && isFull) deliveries.push(this.#deliver(lot.splice(0)))
        if (deliveries.length > 0) await setImmediate()
      }
      if (isDelivering) deliveries.push(this.#deliver(lot))
    } finally {
      // Whatever a package met, none may be under way when the next turn begins.
      await Promise.allSettled(deliveries)
    }
    if (isDelivering) await this.#delivered(deliveries)
    if (JSON.stringify(statesOf(this.#packages)) !== before) this.#kept.keep(this.#packages, false)
  }

  /** Once; until then there are none. */
  async #choosePackages(): Promise<void> {
    if (this.#packages.length > 0) return
    const { templates, installed } = this.#options
    const asked = packagesAskedFor(templates)
    const versions = asked.length === 0 ? {} : ((await installed?.(asked)) ?? {})
    this.#packages = templatesForHost(templates, versions).map(
      (template) => new PackageKeeper(this.#vault, template, this.#report, templates),
    )
  }

  #packagesOf(program: string): PackageKeeper[] {
    return this.#packages.filter(({ template }) => this.#programs.concerns(program, template))
  }

  #runs({ template }: PackageKeeper): boolean {
    return this.#programs.use(template)
  }

  /** A vault that did not answer just now gets less time to answer. */
  #signal(): AbortSignal {
    const { patience = 5_000 } = this.#options
    return AbortSignal.timeout(this.#now().getTime() < this.#awayUntil ? Math.min(patience, 1_000) : patience)
  }

  /** Doesn't look at the home, which may be gone. */
  async finish(): Promise<SettingsEnd> {
    let end: SettingsEnd = 'unsafe'
    await this.#inTurn('settings-not-saved', async () => {
      const { cacheLimit = 256 * 1024 * 1024 } = this.#options
      if (this.#kept.isTakenOver) {
        end = 'delivered'
        return
      }
      const isDone = await this.#deliverAll(this.#packages, true)
      const isSafe = this.#isCaptured && this.#packages.every((one) => !one.isUncaptured)
      if (isDone && isSafe) {
        this.#kept.forget()
        end = 'delivered'
      } else {
        this.#kept.keep(this.#packages, isSafe)
        if (isSafe) end = 'kept-here'
      }
      for (const one of this.#packages) this.#cache.touch(one.chunks, this.#now())
      await this.#kept.trim(cacheLimit)
    })
    return end
  }

  async #deliverAll(packages: readonly PackageKeeper[], last = false): Promise<boolean> {
    return this.#delivered([this.#deliver(packages, last)])
  }

  async #deliver(packages: readonly PackageKeeper[], last = false): Promise<boolean> {
    const open = packages.filter((one) => one.isOpen)
    const keep = onceForAll(() => this.#kept.keepSending(this.#packages, open, last))
    const done = await Promise.all(open.map((one) => one.deliver(this.#now(), last, keep)))
    return done.every(Boolean)
  }

  async #delivered(deliveries: readonly Promise<boolean>[]): Promise<boolean> {
    const all = (await Promise.all(deliveries)).every(Boolean)
    this.#awayUntil = all ? 0 : this.#now().getTime() + patienceWithVault
    return all
  }

  /** Of the heads a host only has to know the last ones for the time in which the vault does not answer. */
  #letGo(): void {
    try {
      this.#cache.letGo()
    } catch (error) {
      if (fileErrorCode(error) === undefined) throw error
      this.#report('*', String(error))
    }
  }

  #openHome(notice: Notice): Folder | null {
    const home = Folder.openHome(this.#options.home, this.#options.uid)
    if (home === null) {
      this.#notices.add(notice)
      this.#report('*', 'the home is missing or belongs to somebody else')
    }
    return home
  }

  /** One after another; a failure becomes a notice, so that no logon, no other person and no home waits for it. */
  #inTurn(notice: Notice, work: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(async () => {
      this.#notices.delete(notice)
      try {
        await work()
      } catch (error) {
        const isExpected = error instanceof VaultError || fileErrorCode(error) !== undefined
        this.#notices.add(notice)
        this.#report('*', isExpected || !(error instanceof Error) ? String(error) : `broke: ${error.stack}`)
      }
      this.#letGo()
    })
    this.#turn = run.catch(() => undefined)
    return run
  }
}

/** Asked for by many at the same moment, it is done once, soon; each goes on when it is done. */
function onceForAll(work: () => void): () => Promise<void> {
  let soon: Promise<void> | null = null
  return () => {
    soon ??= setImmediate().then(() => {
      soon = null
      work()
    })
    return soon
  }
}
