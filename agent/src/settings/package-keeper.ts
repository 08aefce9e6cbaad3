import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { chunkMaximum, type MergeConflict, type SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { Notice } from '@nahtlos/contract/session/state'
import { diff, type FileFact, type KnownFile } from '@nahtlos/core/settings/diff'
import { areSameContents, isSameContent } from '@nahtlos/core/settings/merge'
import { restorePlan } from '@nahtlos/core/settings/restore-plan'
import { type Selection, selectionOf } from '@nahtlos/core/settings/selection'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'
import { Breath } from './breath.ts'
import { deliver } from './deliver.ts'
import type { Folder } from './folder.ts'
import { readEntry } from './read-entry.ts'
import type { Scan } from './scan-home.ts'
import { isDelivered, type PackageState } from './settings-cache.ts'
import { chunksIn, type VaultAccess } from './vault-access.ts'
import { writeEntries } from './write-entries.ts'

/** Milliseconds within which a file may change twice without its times telling. */
const clockStep = 20

const unknownState: PackageState = { restored: false, base: null, ours: null, head: null, unwritten: [] }

export type Report = (template: string, problem: string) => void

/** The settings package of one template in one session. */
export class PackageKeeper {
  readonly template: SettingsTemplate
  readonly selection: Selection
  readonly notices = new Set<Notice>()
  readonly #vault: VaultAccess
  readonly #report: Report
  #state: PackageState = unknownState
  /** The entries of `#state.ours`. */
  #ours: readonly SnapshotEntry[] = []
  #known = new Map<string, KnownFile>()

  constructor(vault: VaultAccess, template: SettingsTemplate, report: Report) {
    this.template = template
    this.selection = selectionOf(template)
    this.#vault = vault
    this.#report = report
  }

  get state(): PackageState {
    return this.#state
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
   * `leftOver`, which a former session could not deliver, or the last head.
   */
  async fetch(leftOver: PackageState | null, signal: AbortSignal): Promise<void> {
    const { client, person, cache } = this.#vault
    try {
      const { snapshot } = await client.head(person, this.template.id, signal)
      if (snapshot !== null) cache.keepHead(this.template.id, snapshot)
      await this.#startFrom({ ...unknownState, restored: true, base: snapshot, ours: snapshot, head: snapshot }, signal)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.#fail('settings-not-restored', error)
      const last = cache.head(this.template.id)
      const lastState =
        last === null ? unknownState : { ...unknownState, restored: true, base: last, ours: last, head: last }
      await this.resume(leftOver ?? lastState, signal)
    }
  }

  async #startFrom(state: PackageState, signal?: AbortSignal): Promise<void> {
    const entries = await this.#vault.entries(this.template.id, state.ours, signal)
    await this.#vault.prefetch(chunksIn(restorePlan(entries, this.selection).accepted), signal)
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
      this.#state = unknownState
      this.#ours = []
    }
  }

  /** Writes what `fetch` brought. */
  async write(home: Folder, signal: AbortSignal): Promise<void> {
    const plan = restorePlan(this.#ours, this.selection)
    for (const { path } of plan.refused) this.#report(this.template.id, `refused to restore ${JSON.stringify(path)}`)
    const written = await writeEntries(home, plan.accepted, (id) => this.#vault.chunk(id, signal))
    this.#known = written.known
    for (const { path, error } of written.failed) {
      this.#fail('settings-not-restored', `could not restore ${JSON.stringify(path)}: ${String(error)}`)
    }
    // What the vault has lost can't be kept; everything else stays in the package though it is not in the home.
    const unwritten = written.failed.filter(({ error }) => !isVaultFailure(error, 'not-found'))
    this.#state = { ...this.#state, unwritten: unwritten.map(({ path }) => path) }
  }

  /** Takes over what the scan of the home shows, into the host's cache; `deliver` brings it to the vault. */
  async capture(home: Folder, scan: Scan, now: Date): Promise<void> {
    if (scan.tooLarge) return this.#fail('settings-too-large', 'beyond its size limit')
    const entries = await this.#read(home, scan.facts)
    if (!areSameContents(entries, this.#ours)) {
      const snapshot = canonicalSnapshot({
        version: 1,
        template: this.template.id,
        parent: this.#state.head,
        host: this.#vault.host,
        takenAt: now.toISOString(),
        entries,
      })
      if (snapshot.bytes.length > chunkMaximum) return this.#fail('settings-too-large', 'too many files')
      this.#vault.cache.keepChunk(snapshot.id, snapshot.bytes)
      this.#state = { ...this.#state, ours: snapshot.id }
      this.#ours = entries
    }
    this.notices.delete('settings-too-large')
  }

  /** Sorted by path. */
  async #read(home: Folder, facts: readonly FileFact[]): Promise<SnapshotEntry[]> {
    const breath = new Breath()
    const before = new Map(this.#ours.map((entry) => [entry.path, entry]))
    const difference = diff(this.#known, facts)
    const entries = new Map(difference.unchanged.map((entry) => [entry.path, entry]))
    for (const { path } of difference.removed) this.#known.delete(path)
    for (const fact of difference.toRead) {
      const old = before.get(fact.path)
      const read = await readEntry(home, fact, breath, (id, bytes) => this.#vault.cache.keepChunk(id, bytes))
      // A file that is being written keeps its last whole state; the next round reads it again.
      const entry = read === null || isSameContent(old, read) ? old : read
      if (entry !== undefined) entries.set(fact.path, entry)
      if (read !== null && entry !== undefined && fact.changed < Date.now() - clockStep) {
        this.#known.set(fact.path, { fact, entry })
      }
    }
    this.#state = { ...this.#state, unwritten: this.#state.unwritten.filter((path) => !entries.has(path)) }
    for (const path of this.#state.unwritten) {
      const old = before.get(path)
      if (old !== undefined) entries.set(path, old)
    }
    return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** True where the vault has all that was captured. */
  async deliver(now: Date): Promise<boolean> {
    try {
      const wasRestored = this.#state.restored
      const { state, conflicts } = await deliver(this.#vault, this.template.id, this.#state, now)
      this.#state = state
      this.notices.delete('settings-not-saved')
      if (conflicts.length > 0 && wasRestored)
        this.#fail('settings-merged', `changed twice: ${conflicts.map(conflictName).join(', ')}`)
      return true
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      // Chunks that are nowhere are read from the home again.
      if (error.failure === 'not-found') this.#known.clear()
      this.#fail('settings-not-saved', error)
      return false
    }
  }

  #fail(notice: Notice, problem: Error | string): void {
    this.notices.add(notice)
    this.#report(this.template.id, typeof problem === 'string' ? problem : problem.message)
  }
}

function conflictName({ path, key }: MergeConflict): string {
  return key === null ? path : `${path} (${key.join('/')})`
}
