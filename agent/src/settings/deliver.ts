import { conflictMaximum, type MergeConflict, type SnapshotEntry, type SnapshotId } from '@nahtlos/contract/host/vault'
import type { FormatRule } from '@nahtlos/core/settings/format-of'
import { areSameContents, isSameContent } from '@nahtlos/core/settings/merge'
import { canonicalSnapshot, type StoredSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { isVaultFailure, VaultError } from '@nahtlos/vault/vault-error'
import { type MergedEntries, mergeEntries } from './merge-entries.ts'
import type { PackageState } from './settings-cache.ts'
import { chunksIn, type VaultAccess } from './vault-access.ts'

export interface Delivery {
  readonly state: PackageState
  /** What two sessions changed differently. */
  readonly conflicts: MergeConflict[]
}

/** Told the state before anything is sent, so that after a kill it can be found out whether that arrived. */
export type Sending = (state: PackageState) => Promise<void>

/** Versions that may have come after one that was sent before a kill, until it counts as lost. */
const sinceKill = 100

/** Steps, and characters altogether, of a key that is told. */
const keyDepth = 32
const keyLength = 500

/** Races lost one after another until this round gives up. */
const attempts = 8

/**
 * Makes what the home held (`ours`) part of the vault's head. Where another session moved the head, both are merged
 * from what they had in common (`base`), by file and inside known formats by key. What loses a conflict stays in the history: the merged snapshot comes after
 * ours, and ours after the head that was there. The head moves once, when all is stored, so a kill loses nothing.
 * The home does not take over what others changed while it is in use, so it and the head may differ for long: only what
 * changed in the head since the last delivery can be against what the home changed since then.
 *
 * Where the person took back a version (`yields`), what the home changed since is merged into it, and what is against
 * it waits for `setAside`.
 *
 * Throws `VaultError`; the state is then as before, and it may be tried again for ever.
 *
 * @param formats the template's word on the formats of its files
 */
export async function deliver(
  vault: VaultAccess,
  template: string,
  kept: PackageState,
  now: Date,
  formats: readonly FormatRule[] = [],
  sending: Sending = async () => undefined,
): Promise<Delivery> {
  const state = await withArrived(vault, template, kept)
  if (state.base === state.ours) return { state, conflicts: [] }
  const yields = state.yields === true
  const ours = await vault.entries(template, state.ours)
  const base = state.restored ? await unlessLost(vault.entries(template, state.base)) : null
  let head = state.restored ? state.head : (await vault.client.head(vault.person, template)).snapshot
  // A version that was taken back stays against what the home still holds.
  const isSeen = state.restored && !yields && state.head !== state.base
  for (let attempt = 0; attempt < attempts; attempt++) {
    const found = await unlessLost(vault.entries(template, head))
    const theirs = found ?? []
    // Nobody else changed anything since: the usual case.
    const isOursAlone = state.restored && head === state.base && found !== null
    const all: MergedEntries = isOursAlone
      ? { entries: [...ours], conflicts: [] }
      : await mergeWith(vault, found, base, ours, formats, {
          yields,
          seen: isSeen ? ((await unlessLost(vault.entries(template, state.head))) ?? []) : [],
        })
    // What gives way goes to the history once, at the end, and not with every capture.
    const merged = yields ? { ...all, conflicts: [] } : all
    const { conflicts } = merged
    const aside = state.aside === true || (yields && all.conflicts.length > 0)
    const delivered = (next: SnapshotId | null): Delivery => {
      if (next !== null) vault.cache.keepHead(template, next)
      const delivered = { ...state, restored: true, base: state.ours, head: next }
      return { state: aside ? { ...delivered, aside } : delivered, conflicts }
    }
    if (conflicts.length === 0 && areSameContents(merged.entries, theirs)) return delivered(head)
    const taken = isOursAlone ? await takenHere(vault, template, state.ours, head) : null
    const { next, answer } = await storeNext(
      vault,
      template,
      { head, ours, theirs, merged, now, taken },
      async (next) => {
        if (state.ours !== null && !yields) await sending({ ...state, sent: { next, ours: state.ours } })
      },
    )
    if (answer.moved) return delivered(next)
    head = answer.head.snapshot
  }
  throw new VaultError('unavailable', `the head of ${template} moved ${attempts} times while it was being changed`)
}

/** What was sent before a kill and arrived was delivered: what came after it is no change by somebody else. */
async function withArrived(vault: VaultAccess, template: string, kept: PackageState): Promise<PackageState> {
  const { sent, ...state } = kept
  if (sent === undefined) return state
  let at = (await vault.client.head(vault.person, template)).snapshot
  for (let step = 0; step < sinceKill && at !== null && at !== state.head; step++) {
    if (at === sent.next) return { ...state, restored: true, base: sent.ours, head: sent.next }
    at = (await unlessLost(vault.snapshot(template, at)))?.parent ?? null
  }
  return state
}

/** As the contract wants them: a key that is longer or deeper than anybody would read is told as its file alone. */
function told(conflicts: readonly MergeConflict[]): MergeConflict[] {
  const found = conflicts.slice(0, conflictMaximum).map(({ path, key }) => {
    const isTold = key !== null && key.length <= keyDepth && key.join('').length <= keyLength
    return { path, key: isTold ? key : null }
  })
  return found.filter(
    ({ path, key }, at) => key !== null || !found.slice(0, at).some((one) => one.path === path && one.key === null),
  )
}

/** A head that the vault lost can't be merged with; what the person has now is saved all the same. */
async function mergeWith(
  vault: VaultAccess,
  theirs: readonly SnapshotEntry[] | null,
  base: readonly SnapshotEntry[] | null,
  ours: readonly SnapshotEntry[],
  formats: readonly FormatRule[],
  how: { readonly yields: boolean; readonly seen: readonly SnapshotEntry[] },
): Promise<MergedEntries> {
  if (theirs === null) return { entries: [...ours], conflicts: [] }
  return base === null ? withoutDefaults(vault, ours, theirs) : mergeEntries(vault, base, ours, theirs, formats, how)
}

/** Null where the vault has it no more, or damaged: trying again would never help. */
async function unlessLost<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}

interface Step {
  readonly head: SnapshotId | null
  readonly ours: readonly SnapshotEntry[]
  readonly theirs: readonly SnapshotEntry[]
  readonly merged: MergedEntries
  readonly now: Date
  /** The snapshot of `ours`, where it can be the next head as it is. */
  readonly taken: StoredSnapshot | null
}

/** The snapshot as it was captured, where it comes right after the head. */
async function takenHere(
  vault: VaultAccess,
  template: string,
  ours: SnapshotId | null,
  head: SnapshotId | null,
): Promise<StoredSnapshot | null> {
  if (ours === null) return null
  const { parent, host } = await vault.snapshot(template, ours)
  const bytes = parent === head && host === vault.host ? vault.cache.chunk(ours) : null
  return bytes === null ? null : { id: ours, bytes }
}

/** Stores what is next and moves the head to it: in one request where it is little. */
async function storeNext(
  vault: VaultAccess,
  template: string,
  step: Step,
  sending: (next: SnapshotId) => Promise<void>,
) {
  const { head, ours, theirs, merged, now, taken } = step
  const snapshotOf = (entries: readonly SnapshotEntry[], parent: SnapshotId | null): StoredSnapshot => {
    const takenAt = now.toISOString()
    return canonicalSnapshot({ version: 1, template, parent, host: vault.host, takenAt, entries: [...entries] })
  }
  const present = chunksIn(theirs)
  const kept = merged.conflicts.length > 0 ? snapshotOf(ours, head) : null
  const next = taken ?? snapshotOf(merged.entries, kept?.id ?? head)
  const change = { expected: head, next: next.id, conflicts: told(merged.conflicts) }
  const steps = [
    ...(kept === null ? [] : [{ snapshot: kept, entries: ours }]),
    { snapshot: next, entries: merged.entries },
  ]
  for (const { snapshot, entries } of steps)
    vault.keep(template, snapshot, { parent: snapshot === next ? (kept?.id ?? head) : head, host: vault.host, entries })
  await sending(next.id)
  const lot = vault.lot(steps, present)
  if (lot !== null) return { next: next.id, answer: await vault.client.capture(vault.person, template, lot, change) }
  for (const { snapshot, entries } of steps) await vault.store(snapshot, entries, present)
  return { next: next.id, answer: await vault.client.changeHead(vault.person, template, change) }
}

/**
 * For a session that began without its settings: what it wrote are mostly the apps' defaults, which must not replace
 * what the person once chose. So only files that the vault does not have are added; the rest goes to the history.
 */
async function withoutDefaults(
  vault: VaultAccess,
  ours: readonly SnapshotEntry[],
  theirs: readonly SnapshotEntry[],
): Promise<MergedEntries> {
  const known = new Map(theirs.map((entry) => [entry.path, entry]))
  const added = ours.filter((entry) => !known.has(entry.path))
  const replaced = ours.filter((entry) => known.has(entry.path) && !isSameContent(entry, known.get(entry.path)))
  const { entries, conflicts } = await mergeEntries(vault, [], added, theirs)
  const lost = replaced.map(({ path }) => ({ path, key: null }))
  return { entries, conflicts: [...conflicts, ...lost] }
}
