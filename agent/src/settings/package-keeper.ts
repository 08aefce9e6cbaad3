import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { chunkMaximum, type MergeConflict, type SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { Notice, NoticeDetail } from '@nahtlos/contract/session/state'
import { grownFiles } from '@nahtlos/core/settings/grown-files'
import { KnownFiles } from '@nahtlos/core/settings/known-files'
import { areSameContents, isSameContent } from '@nahtlos/core/settings/merge'
import { restorePlan } from '@nahtlos/core/settings/restore-plan'
import { type Selection, selectionOf } from '@nahtlos/core/settings/selection'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'
import { Breath } from './breath.ts'
import { deliver, type Sending } from './deliver.ts'
import { fileErrorCode } from './file-error.ts'
import { firstEntries } from './first-entries.ts'
import type { Folder } from './folder.ts'
import { companions } from './read-database.ts'
import { readEntry } from './read-entry.ts'
import { removeEntries } from './remove-entries.ts'
import { differenceOf, isUnchanged, newScan, type Scan } from './scan-home.ts'
import { setAside } from './set-aside.ts'
import { isDelivered, type PackageState } from './settings-cache.ts'
import { chunksIn, type VaultAccess } from './vault-access.ts'
import { writeEntries } from './write-entries.ts'

/** Milliseconds within which a file may change twice without its times telling. */
const clockStep = 20

const unknownState: PackageState = { restored: false, base: null, ours: null, head: null, unwritten: [] }

export type Report = (template: string, problem: string) => void

/** The settings package of one template in one session. Nothing of it is in the home until it was opened. */
export class PackageKeeper {
  readonly template: SettingsTemplate
  readonly selection: Selection
  readonly notices = new Set<Notice>()
  readonly #vault: VaultAccess
  readonly #report: Report
  /** Templates among which it finds those that it succeeds. */
  readonly #kin: readonly SettingsTemplate[]
  #isOpen = false
  #state: PackageState = unknownState
  /** The entries of `#state.ours`. */
  #ours: readonly SnapshotEntry[] = []
  readonly #known = new KnownFiles()
  /** What the home holds was read last as `#known` says, and is `#ours`. */
  #isAsRead = false
  /** What grew most, where the package has become too large. */
  #grown: readonly string[] = []
  /** What could not be read the last time: its last whole state is kept. */
  #unread: string[] = []
  readonly #databases = new Set<string>()
  #isUncaptured = false
  /** Of these the person has to know that an older state was kept. */
  #told: string[] = []

  constructor(vault: VaultAccess, template: SettingsTemplate, report: Report, kin: readonly SettingsTemplate[] = []) {
    this.template = template
    this.selection = selectionOf(template)
    this.#vault = vault
    this.#report = report
    this.#kin = kin
  }

  /** Whether this session has to do with it: it was restored, or tried to be. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  get state(): PackageState {
    return this.#state
  }

  /** The last capture failed: what the home holds is nowhere else. */
  get isUncaptured(): boolean {
    return this.#isUncaptured
  }

  /** What its notices are about. */
  get details(): NoticeDetail[] {
    const { id, title } = this.template
    return [...this.notices].map((notice) => ({
      notice,
      template: id,
      title,
      files: notice === 'settings-too-large' ? [...this.#grown] : notice === 'settings-not-saved' ? this.#told : [],
    }))
  }

  /** Chunks that are nowhere else yet. */
  get undelivered(): string[] {
    if (isDelivered(this.#state) || this.#state.ours === null) return []
    return [this.#state.ours, ...chunksIn(this.#ours)]
  }

  /** All chunks of what the home held last. */
  get chunks(): string[] {
    return [...(this.#state.ours === null ? [] : [this.#state.ours]), ...chunksIn(this.#ours)]
  }

  /**
   * Finds out what to restore and brings it to this host. Without the vault it is the last state known here:
   * `leftOver`, which a former session could not deliver, or the last head, or else the template's defaults.
   */
  async fetch(leftOver: PackageState | null, signal: AbortSignal): Promise<void> {
    const { client, person, cache } = this.#vault
    try {
      const { snapshot } = await client.head(person, this.template.id, signal)
      if (snapshot === null) {
        this.#begin(await firstEntries(this.#vault, this.template, this.#kin, signal), true)
        await this.#vault.prefetch(chunksIn(this.#ours), signal)
        return
      }
      cache.keepHead(this.template.id, snapshot)
      await this.#startFrom({ ...unknownState, restored: true, base: snapshot, ours: snapshot, head: snapshot }, signal)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.#fail('settings-not-restored', error)
      const last = cache.head(this.template.id)
      const lastState = last === null ? null : { ...unknownState, restored: true, base: last, ours: last, head: last }
      const state = leftOver ?? lastState
      if (state === null) this.#begin(await firstEntries(this.#vault, this.template), false)
      else await this.resume(state, signal)
    }
  }

  /** For a person who has none of these settings yet, as far as is known. */
  #begin(entries: readonly SnapshotEntry[], restored: boolean): void {
    this.#isOpen = true
    this.#isAsRead = false
    this.#state = { ...unknownState, restored }
    this.#ours = []
    if (entries.length > 0) this.#take(entries, new Date())
  }

  async #startFrom(state: PackageState, signal?: AbortSignal): Promise<void> {
    const entries = await this.#vault.entries(this.template.id, state.ours, signal)
    await this.#vault.prefetch(chunksIn(restorePlan(entries, this.selection).accepted), signal)
    this.#isOpen = true
    this.#isAsRead = false
    this.#state = state
    this.#ours = entries
  }

  /** Goes on from a state that was kept here; where that can't be read, as if nothing had been restored. */
  async resume(state: PackageState | null, signal?: AbortSignal): Promise<void> {
    try {
      await this.#startFrom(state ?? unknownState, signal)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.#fail('settings-not-restored', error)
      this.#isOpen = true
      this.#isAsRead = false
      this.#state = unknownState
      this.#ours = []
    }
  }

  /** The home has nothing of it, or nobody knows what: what is written there replaces nothing, and that is told. */
  async goOnUnrestored(why: string): Promise<void> {
    await this.resume(null)
    this.#fail('settings-not-restored', why)
  }

  /**
   * Writes what `fetch` brought.
   *
   * @param replace write over what is in the home already: an app that has not started yet, whose settings a killed
   * agent may have left half written
   */
  async write(home: Folder, signal: AbortSignal, replace = false): Promise<void> {
    const plan = restorePlan(this.#ours, this.selection)
    for (const { path } of plan.refused) this.#report(this.template.id, `refused to restore ${JSON.stringify(path)}`)
    this.#known.clear()
    await this.#put(home, plan.accepted, signal, replace)
  }

  async #put(home: Folder, entries: readonly SnapshotEntry[], signal: AbortSignal, replace: boolean): Promise<void> {
    this.#isAsRead = false
    const written = await writeEntries(home, entries, (id) => this.#vault.chunk(id, signal), replace)
    for (const [path, known] of written.known) this.#known.set(path, known)
    for (const { path, error } of written.failed) {
      this.#fail('settings-not-restored', `could not restore ${JSON.stringify(path)}: ${String(error)}`)
    }
    // What the vault has lost can't be kept; everything else stays in the package though it is not in the home.
    const unwritten = written.failed.filter(({ error }) => !isVaultFailure(error, 'not-found')).map(({ path }) => path)
    const done = new Set(entries.map(({ path }) => path))
    const before = this.#state.unwritten.filter((path) => !done.has(path))
    this.#state = { ...this.#state, unwritten: [...before, ...unwritten] }
  }

  /**
   * Brings the home to the vault's present head, which another session, or a restored version, may have moved. To be
   * called while no process of the app runs, when all that the home holds was captured. What could not be delivered
   * yet stays as it is; so does everything where the vault does not answer.
   */
  async refresh(home: Folder, signal: AbortSignal): Promise<void> {
    if (!this.#state.restored || !isDelivered(this.#state)) return
    const { client, person, cache } = this.#vault
    try {
      const { snapshot } = await client.head(person, this.template.id, signal)
      if (snapshot === null) return
      cache.keepHead(this.template.id, snapshot)
      await this.#bringHome(home, { ...this.#state, base: snapshot, ours: snapshot, head: snapshot }, signal)
      this.notices.delete('settings-not-restored')
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.#fail('settings-not-restored', error)
    }
  }

  /**
   * The person took back a version. What the home holds now, which was captured, gives way to it; only what is changed
   * from here on is merged into it, where it is not against it.
   */
  yield(): void {
    const { sent: _, ...state } = this.#state
    const { ours } = state
    const aside = !isDelivered(state)
    this.#state = { ...state, restored: true, base: ours, yields: true, ...(aside ? { aside } : {}) }
  }

  get yields(): boolean {
    return this.#state.yields === true
  }

  /**
   * Puts what of the home gives way beside the head and makes the home hold the head. To be called while no process of the
   * app runs, when all that the home holds was captured. False where the vault does not answer: then once more.
   */
  async giveWay(home: Folder, signal: AbortSignal, now: Date): Promise<boolean> {
    try {
      const { id, formats } = this.template
      const { state } = await deliver(this.#vault, id, this.#state, now, formats)
      const settled = await setAside(this.#vault, id, state, now)
      await this.#bringHome(home, settled, signal)
      return true
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.#fail('settings-not-restored', error)
      return false
    }
  }

  /** Makes the home, which holds `#ours`, hold what the state says. */
  async #bringHome(home: Folder, state: PackageState, signal: AbortSignal): Promise<void> {
    const entries = await this.#vault.entries(this.template.id, state.ours, signal)
    const before = new Map(this.#ours.map((entry) => [entry.path, entry]))
    const wanted = restorePlan(entries, this.selection).accepted
    const changed = wanted.filter((entry) => !isSameContent(before.get(entry.path), entry))
    const stays = new Set(entries.map(({ path }) => path))
    const gone = this.#ours.filter(({ path }) => !stays.has(path))
    await this.#vault.prefetch(chunksIn(changed), signal)
    this.#state = state
    this.#ours = entries
    for (const { path } of gone) this.#known.delete(path)
    await removeEntries(home, gone)
    await this.#put(home, changed, signal, true)
  }

  /** An empty scan of the home for `capture`. */
  newScan(): Scan {
    return newScan(this.selection, this.template.sizeLimit, this.#known)
  }

  /**
   * Takes over what the scan of the home shows, into the host's cache; `deliver` brings it to the vault. Never throws:
   * where the host's disk has no room, or on a mistake in the code, this package alone is told as uncaptured.
   *
   * @param last no other capture follows: what could not be read is told
   */
  async capture(home: Folder, scan: Scan, now: Date, last = false): Promise<void> {
    if (!this.#isOpen && scan.facts.length === 0) return
    try {
      this.#isUncaptured = true
      // What it wrote is added, and replaces nothing.
      if (!this.#isOpen) await this.goOnUnrestored('the app was started past its launcher')
      await this.#capture(home, scan, now)
      this.#isUncaptured = false
      this.#told = last ? this.#unread.slice(0, 5) : []
      if (this.#told.length > 0) {
        this.#fail('settings-not-saved', `could not be read: ${this.#told.join(', ')}`)
      }
    } catch (error) {
      // What was read is not kept, so it is read again.
      this.#forgetRead()
      this.#fail('settings-not-saved', fileErrorCode(error) === undefined ? broken(error) : String(error))
    }
  }

  async #capture(home: Folder, scan: Scan, now: Date): Promise<void> {
    if (scan.tooLarge || scan.tooMany) {
      this.#grown = grownFiles(this.#ours, scan.facts)
      const what = scan.tooMany ? 'too many files' : 'beyond its size limit'
      return this.#fail('settings-too-large', `${what}; grown: ${this.#grown.join(', ')}`)
    }
    this.#grown = []
    if (this.#isAsRead && isUnchanged(scan)) {
      this.notices.delete('settings-too-large')
      return
    }
    const entries = await this.#read(home, scan)
    if (!areSameContents(entries, this.#ours) && !this.#take(entries, now)) {
      return this.#fail('settings-too-large', 'too many files')
    }
    // What was changed a moment ago is not known yet: it may change again without its times telling.
    this.#isAsRead = this.#unread.length === 0 && this.#known.size === scan.facts.length
    this.notices.delete('settings-too-large')
  }

  /** Makes these entries what the home holds; false where no snapshot can name them all. */
  #take(entries: readonly SnapshotEntry[], now: Date): boolean {
    const { id: template } = this.template
    const about = { parent: this.#state.head, host: this.#vault.host }
    const snapshot = canonicalSnapshot({
      version: 1,
      template,
      ...about,
      takenAt: now.toISOString(),
      entries: [...entries],
    })
    if (snapshot.bytes.length > chunkMaximum) return false
    this.#vault.keep(template, snapshot, { ...about, entries })
    this.#state = { ...this.#state, ours: snapshot.id }
    this.#ours = entries
    return true
  }

  /** Sorted by path. */
  async #read(home: Folder, scan: Scan): Promise<SnapshotEntry[]> {
    const breath = new Breath()
    const before = new Map(this.#ours.map((entry) => [entry.path, entry]))
    const own = new Map(scan.facts.map((fact) => [fact.path, fact]))
    this.#unread = []
    const difference = differenceOf(scan)
    const entries = new Map(difference.unchanged.map((entry) => [entry.path, entry]))
    for (const { path } of difference.removed) this.#known.delete(path)
    const isSafe = isDelivered(this.#state)
    for (const fact of difference.toRead) {
      const old = before.get(fact.path)
      // What of a changed file is as it was need not be looked at here: the vault has it.
      const delivered = new Set(isSafe && old?.type === 'file' ? old.chunks : [])
      const found = await readEntry(home, own.get(fact.path) ?? fact, scan.sizeLimit, breath, (id, bytes) => {
        if (!delivered.has(id)) this.#vault.cache.keepChunk(id, Buffer.from(bytes))
      })
      if (found?.isDatabase) this.#databases.add(fact.path)
      const read = found?.entry ?? null
      const ending = companions.find((one) => fact.path.endsWith(one))
      if (read === null && !(ending && own.has(fact.path.slice(0, -ending.length)))) this.#unread.push(fact.path)
      // A file that is being written keeps its last whole state; the next round reads it again.
      const entry = read === null || isSameContent(old, read) ? old : read
      if (entry !== undefined) entries.set(fact.path, entry)
      if (read !== null && entry !== undefined && fact.changed < Date.now() - clockStep) {
        this.#known.set(fact.path, { fact, entry })
      }
    }
    // What lies beside a database is in it already, or means nothing without it.
    for (const database of this.#databases) for (const ending of companions) entries.delete(database + ending)
    this.#state = { ...this.#state, unwritten: this.#state.unwritten.filter((path) => !entries.has(path)) }
    for (const path of this.#state.unwritten) {
      const old = before.get(path)
      if (old !== undefined) entries.set(path, old)
    }
    return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  /**
   * True where the vault has all that was captured. Never throws: a mistake in the code costs this package its
   * delivery, which is tried again, and no other one anything.
   *
   * @param last nothing comes after it: what gives way to a version that was taken back goes to the history
   * @param keep writes down where it stands before anything is sent
   */
  async deliver(now: Date, last = false, keep: () => Promise<void> = async () => undefined): Promise<boolean> {
    const sending: Sending = (state) => {
      this.#state = state
      return keep()
    }
    try {
      const wasRestored = this.#state.restored
      const { id, formats } = this.template
      const { state, conflicts } = await deliver(this.#vault, id, this.#state, now, formats, sending)
      this.#state = state
      if (this.yields && last) this.#state = await setAside(this.#vault, this.template.id, state, now)
      if (!this.#isUncaptured && this.#told.length === 0) this.notices.delete('settings-not-saved')
      if (conflicts.length > 0 && wasRestored)
        this.#fail('settings-merged', `changed twice: ${conflicts.map(conflictName).join(', ')}`)
      return true
    } catch (error) {
      // Chunks that are nowhere are read from the home again.
      if (isVaultFailure(error, 'not-found')) this.#forgetRead()
      this.#fail('settings-not-saved', error instanceof VaultError ? error : broken(error))
      return false
    }
  }

  #forgetRead(): void {
    this.#known.clear()
    this.#isAsRead = false
  }

  #fail(notice: Notice, problem: Error | string): void {
    this.notices.add(notice)
    this.#report(this.template.id, typeof problem === 'string' ? problem : problem.message)
  }
}

function conflictName({ path, key }: MergeConflict): string {
  return key === null ? path : `${path} (${key.join('/')})`
}

/** For the log, with the place where it broke. */
function broken(error: unknown): Error {
  return error instanceof Error
    ? new Error(`broke: ${error.stack ?? error.message}`, { cause: error })
    : new Error(String(error))
}
