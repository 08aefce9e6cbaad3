import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { succeededEntries } from '@nahtlos/core/settings/succession'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { chunksOf } from '@nahtlos/vault/chunking'
import type { VaultAccess } from './vault-access.ts'

/**
 * With what somebody begins who has no settings of this template: hers of the template that it succeeds, or else the
 * template's defaults. Without a signal the vault is not asked. Sorted by path; failures are `VaultError`.
 */
export async function firstEntries(
  vault: VaultAccess,
  template: SettingsTemplate,
  kin: readonly SettingsTemplate[] = [],
  signal?: AbortSignal,
): Promise<SnapshotEntry[]> {
  const inherited = signal === undefined ? null : await inheritedEntries(vault, template, kin, signal)
  // Who reset the former package begins anew here, too.
  return inherited === null || inherited.length === 0 ? defaultEntries(vault, template) : inherited
}

/** Null where nobody left anything. A chain of templates has an end; the configuration was checked for that. */
async function inheritedEntries(
  vault: VaultAccess,
  template: SettingsTemplate,
  kin: readonly SettingsTemplate[],
  signal: AbortSignal,
): Promise<SnapshotEntry[] | null> {
  if (template.succeeds === undefined) return null
  const former = template.succeeds.template
  const { snapshot } = await vault.client.head(vault.person, former, signal)
  const before = kin.find(({ id }) => id === former)
  const entries =
    snapshot !== null
      ? await vault.entries(former, snapshot, signal)
      : before === undefined
        ? null
        : await inheritedEntries(vault, before, kin, signal)
  return entries === null ? null : succeededEntries(entries, template)
}

/** The same for everybody and at any time, so that two hosts begin alike. */
function defaultEntries(vault: VaultAccess, template: SettingsTemplate): SnapshotEntry[] {
  return template.defaults
    .map(({ path, text }): SnapshotEntry => {
      const bytes = Buffer.from(text)
      const chunks: string[] = []
      for (const chunk of chunksOf(bytes)) {
        const id = chunkId(chunk)
        vault.cache.keepChunk(id, chunk)
        chunks.push(id)
      }
      return { type: 'file', path, mode: 0o600, size: bytes.length, modified: 0, chunks }
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}
