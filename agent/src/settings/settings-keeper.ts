/**
 * The settings of one session: restored before its desktop starts, captured while it runs and when it ends.
 *
 * How the agent uses it:
 *
 * ```ts
 * // once per agent; `address` is the server's internal listener, `host:port`; `client.useTls(…)` after a renewal
 * const client = new HttpsSettingsClient({ address, tls: clientTlsOptions(identity, 'server') })
 * // one per session
 * const keeper = new SettingsKeeper({ client, cacheDirectory, host, session, person, uid, home, templates })
 *
 * await keeper.restoreAll()      // the home exists, is empty and belongs to uid (or still to root); desktop not started
 * await keeper.captureChanged()  // each minute; never twice at once: a second call waits for the first
 * await keeper.captureChanged()  // at logoff, after the session's processes are gone
 * await keeper.finish()          // after that: true where the vault has all, and the session is forgotten; false where
 *                                // not: all is safe on this host's disk; call it again as often as you like, or never:
 *                                // the person's next session here delivers it first
 * await cleanHome(home)          // clean-home.ts: empties the home; the folder itself stays
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
 * None of these methods fails because of the vault, the network or what the person did to her home: that becomes a
 * notice (comfort fails open), the session goes on, and it is tried again with the next call.
 */
import { mkdirSync } from 'node:fs'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { HostId, PersonId, SessionId } from '@nahtlos/contract/identifiers'
import type { Notice } from '@nahtlos/contract/session/state'
import { VaultError } from '@nahtlos/vault/vault-error'
import { deliver } from './deliver.ts'
import { fileErrorCode } from './file-error.ts'
import { Folder } from './folder.ts'
import { PackageKeeper, type Report } from './package-keeper.ts'
import { newScan, scanHome } from './scan-home.ts'
import { isDelivered, type PackageState, SettingsCache } from './settings-cache.ts'
import type { SettingsClient } from './settings-client.ts'
import { chunksIn, VaultAccess } from './vault-access.ts'

export interface SettingsKeeperOptions {
  readonly client: SettingsClient
  readonly cacheDirectory: string
  readonly host: HostId
  readonly session: SessionId
  readonly person: PersonId
  readonly uid: number
  readonly home: string
  readonly templates: readonly SettingsTemplate[]
  /** For the log: which template, and what happened. File names may be in it; contents never. */
  readonly report?: Report
  /** Bytes of the cache per person, trimmed when a session ends. */
  readonly cacheLimit?: number
  /** Milliseconds that a logon waits for the vault before it goes on with what the host has. */
  readonly patience?: number
  readonly now?: () => Date
}

export class SettingsKeeper {
  readonly #options: SettingsKeeperOptions
  readonly #report: Report
  readonly #now: () => Date
  readonly #cache: SettingsCache
  readonly #vault: VaultAccess
  readonly #packages: PackageKeeper[]
  readonly #notices = new Set<Notice>()
  /** Whether this session's state was written to the cache. */
  #kept = false
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: SettingsKeeperOptions) {
    const { client, cacheDirectory, person, host, templates } = options
    this.#options = options
    this.#report = options.report ?? (() => undefined)
    this.#now = options.now ?? (() => new Date())
    mkdirSync(cacheDirectory, { recursive: true, mode: 0o700 })
    this.#cache = new SettingsCache(cacheDirectory, person)
    this.#vault = new VaultAccess(client, this.#cache, person, host)
    this.#packages = templates.map((template) => new PackageKeeper(this.#vault, template, this.#report))
  }

  get notices(): ReadonlySet<Notice> {
    return new Set([...this.#notices, ...this.#packages.flatMap((one) => [...one.notices])])
  }

  restoreAll(): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      const signal = AbortSignal.timeout(this.#options.patience ?? 5_000)
      const leftOvers = await this.#deliverLeftOvers()
      await Promise.all(this.#packages.map((one) => one.fetch(leftOvers.get(one.template.id) ?? null, signal)))
      using home = this.#openHome('settings-not-restored')
      if (home !== null) for (const one of this.#packages) await one.write(home, signal)
      this.#keepState(false)
      this.#dropInherited(leftOvers)
    })
  }

  resume(): Promise<void> {
    return this.#inTurn('settings-not-restored', async () => {
      const packages = this.#cache.session(this.#options.session)?.packages ?? {}
      await Promise.all(this.#packages.map((one) => one.resume(packages[one.template.id] ?? null)))
    })
  }

  captureChanged(): Promise<void> {
    return this.#inTurn('settings-not-saved', async () => {
      using home = this.#openHome('settings-not-saved')
      if (home === null) return
      const scanned = this.#packages.map((one) => ({ one, scan: newScan(one.selection, one.template.sizeLimit) }))
      await scanHome(
        home,
        scanned.map(({ scan }) => scan),
      )
      const before = JSON.stringify(this.#states())
      for (const { one, scan } of scanned) await one.capture(home, scan, this.#now())
      await this.#deliverAll()
      if (JSON.stringify(this.#states()) !== before) this.#keepState(false)
    })
  }

  /** Doesn't look at the home, which may be gone. */
  async finish(): Promise<boolean> {
    let done = false
    await this.#inTurn('settings-not-saved', async () => {
      const { session, cacheLimit = 256 * 1024 * 1024 } = this.#options
      // Finished before, or the person's next session took over what was left.
      if (this.#kept && this.#cache.session(session) === null) {
        done = true
        return
      }
      done = await this.#deliverAll()
      if (done) this.#cache.forgetSession(session)
      else this.#keepState(true)
      for (const one of this.#packages) this.#cache.touch(one.chunks, this.#now())
      this.#cache.trim(cacheLimit, await this.#needed())
    })
    return done
  }

  /** What a former session of this person could not deliver from here: delivered now, or else handed back. */
  async #deliverLeftOvers(): Promise<Map<string, PackageState>> {
    const rest = new Map<string, PackageState>()
    let unreachable = false
    for (const session of this.#cache.sessions()) {
      const found = this.#cache.session(session)
      if (found === null || !found.finished || session === this.#options.session) continue
      const packages = { ...found.packages }
      for (const [template, state] of Object.entries(packages)) {
        try {
          // A vault that does not answer is not asked again: a logon is waiting.
          if (unreachable) throw new VaultError('unavailable', 'the vault does not answer')
          await deliver(this.#vault, template, state, this.#now())
          delete packages[template]
        } catch (error) {
          if (!(error instanceof VaultError)) throw error
          this.#report(template, `still not delivered: ${error.message}`)
          unreachable = error.failure === 'unavailable'
          rest.set(template, state)
        }
      }
      if (Object.keys(packages).length === 0) this.#cache.forgetSession(session)
      else this.#cache.keepSession(session, { finished: true, packages })
    }
    return rest
  }

  /** This session goes on from these states, so nobody else has to deliver them. */
  #dropInherited(leftOvers: ReadonlyMap<string, PackageState>): void {
    const own = this.#states()
    for (const session of this.#cache.sessions()) {
      const found = this.#cache.session(session)
      if (found === null || !found.finished) continue
      const packages = Object.entries(found.packages).filter(([template, { ours }]) => {
        const inherited = leftOvers.get(template)?.ours === ours && own[template]?.ours === ours
        return !inherited
      })
      if (packages.length === 0) this.#cache.forgetSession(session)
      else this.#cache.keepSession(session, { finished: true, packages: Object.fromEntries(packages) })
    }
  }

  async #deliverAll(): Promise<boolean> {
    const done = await Promise.all(this.#packages.map((one) => one.deliver(this.#now())))
    return done.every(Boolean)
  }

  #states(): Record<string, PackageState> {
    return Object.fromEntries(this.#packages.map((one) => [one.template.id, one.state]))
  }

  #keepState(finished: boolean): void {
    this.#cache.secure(this.#packages.flatMap((one) => one.undelivered))
    this.#cache.keepSession(this.#options.session, { finished, packages: this.#states() })
    this.#kept = true
  }

  /** Chunks that no trimming may take: what is not delivered, and the snapshots that others build on. */
  async #needed(): Promise<Set<string>> {
    const needed = new Set<string>()
    for (const session of this.#cache.sessions()) {
      for (const [template, state] of Object.entries(this.#cache.session(session)?.packages ?? {})) {
        for (const id of [state.base, state.ours, state.head]) if (id !== null) needed.add(id)
        if (isDelivered(state)) continue
        for (const id of chunksIn(await this.#vault.entries(template, state.ours))) needed.add(id)
      }
    }
    return needed
  }

  #openHome(notice: Notice): Folder | null {
    const home = Folder.openHome(this.#options.home, this.#options.uid)
    if (home === null) {
      this.#notices.add(notice)
      this.#report('*', 'the home is missing or belongs to somebody else')
    }
    return home
  }

  /** One after another; an expected failure becomes a notice, so that no logon and no other person waits for it. */
  #inTurn(notice: Notice, work: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(async () => {
      this.#notices.delete(notice)
      try {
        await work()
      } catch (error) {
        if (!(error instanceof VaultError) && fileErrorCode(error) === undefined) throw error
        this.#notices.add(notice)
        this.#report('*', String(error))
      }
    })
    this.#turn = run.catch(() => undefined)
    return run
  }
}
