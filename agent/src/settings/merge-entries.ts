import type { SettingsFormat } from '@nahtlos/contract/configuration/settings-format'
import type { ChunkId, MergeConflict, SnapshotEntry } from '@nahtlos/contract/host/vault'
import { fileBytes, fileText } from '@nahtlos/core/settings/file-text'
import { type FormatRule, formatOf } from '@nahtlos/core/settings/format-of'
import { type FileTexts, type WantedFile, wantedFiles, withMergedFile } from '@nahtlos/core/settings/merge'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { chunksOf } from '@nahtlos/vault/chunking'
import { isVaultFailure } from '@nahtlos/vault/vault-error'
import { mergeApart } from './merge-apart.ts'
import type { VaultAccess } from './vault-access.ts'

export interface MergedEntries {
  /** Sorted by path. New chunks among them are in the host's cache. */
  readonly entries: SnapshotEntry[]
  readonly conflicts: MergeConflict[]
}

/**
 * `merge` of core/settings with the files' texts read through the host's cache. Failures are `VaultError`.
 *
 * @param how `seen` is what `theirs` was when `ours` was last merged into it
 */
export async function mergeEntries(
  vault: VaultAccess,
  base: readonly SnapshotEntry[],
  ours: readonly SnapshotEntry[],
  theirs: readonly SnapshotEntry[],
  formats: readonly FormatRule[] = [],
  { yields = false, seen = [] }: { readonly yields?: boolean; readonly seen?: readonly SnapshotEntry[] } = {},
): Promise<MergedEntries> {
  const texts = new Map<string, FileTexts>()
  for (const file of wantedFiles(base, ours, theirs, formats, seen)) {
    const found = await textsOf(vault, file, formatOf(file.path, formats))
    if (found !== null) texts.set(file.path, found)
  }
  const merged = await mergeApart({ base, ours, theirs, texts, formats, yields })
  let { entries } = merged
  for (const file of merged.merged) {
    const bytes = fileBytes(file.text, formatOf(file.path, formats))
    const chunks: ChunkId[] = []
    for (const chunk of chunksOf(bytes)) {
      const id = chunkId(chunk)
      vault.cache.keepChunk(id, chunk)
      chunks.push(id)
    }
    entries = withMergedFile(entries, file, bytes.length, chunks)
  }
  return { entries, conflicts: merged.conflicts }
}

/** Null where a side is no UTF-8 or the vault lost some of it: the file is merged whole then. */
async function textsOf(
  vault: VaultAccess,
  { base, ours, theirs, seen }: WantedFile,
  format: SettingsFormat,
): Promise<FileTexts | null> {
  const textOf = (chunks: readonly ChunkId[]) => readText(vault, chunks, format)
  const [before, left, right] = [
    base === null ? null : await textOf(base.chunks),
    await textOf(ours.chunks),
    await textOf(theirs.chunks),
  ]
  if (left === null || right === null || (base !== null && before === null)) return null
  return { base: before, ours: left, theirs: right, seen: seen === null ? null : await textOf(seen.chunks) }
}

async function readText(
  vault: VaultAccess,
  chunks: readonly ChunkId[],
  format: SettingsFormat,
): Promise<string | null> {
  try {
    const parts: Buffer[] = []
    for (const id of chunks) parts.push(await vault.chunk(id))
    return fileText(Buffer.concat(parts), format)
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}
