import type { SnapshotEntry, SnapshotId } from '@nahtlos/contract/host/vault'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { VaultError } from '@nahtlos/vault/vault-error'
import { isDelivered, type PackageState } from './settings-cache.ts'
import { chunksIn, type VaultAccess } from './vault-access.ts'

/** Races lost one after another until this round gives up. */
const attempts = 8

/**
 * Gives way to a version that the person took back: what the home held and the vault has not got goes to the history
 * beside the head, and the head stays what it is. Afterwards the home has to be made what the head holds (`state.ours`
 * is the head then). Repeating it changes nothing. Throws `VaultError`; the state is then as before.
 */
export async function setAside(
  vault: VaultAccess,
  template: string,
  state: PackageState,
  now: Date,
): Promise<PackageState> {
  let head = (await vault.client.head(vault.person, template)).snapshot
  for (let attempt = 0; attempt < attempts; attempt++) {
    const settled = (id: SnapshotId | null): PackageState => {
      if (id !== null) vault.cache.keepHead(template, id)
      return { restored: true, base: id, ours: id, head: id, unwritten: [] }
    }
    if (isDelivered(state) || state.ours === null) return settled(head)
    const snapshotOf = (entries: readonly SnapshotEntry[], parent: SnapshotId | null) =>
      canonicalSnapshot({
        version: 1,
        template,
        parent,
        host: vault.host,
        takenAt: now.toISOString(),
        entries: [...entries],
      })
    const ours = await vault.entries(template, state.ours)
    const theirs = await vault.entries(template, head)
    const aside = snapshotOf(ours, head)
    await vault.store(aside, ours, chunksIn(theirs))
    const next = snapshotOf(theirs, aside.id)
    await vault.store(next, theirs, chunksIn(theirs))
    const answer = await vault.client.changeHead(vault.person, template, { expected: head, next: next.id })
    if (answer.moved) return settled(next.id)
    head = answer.head.snapshot
  }
  throw new VaultError('unavailable', `the head of ${template} moved ${attempts} times while it was being kept`)
}
