import type { MergeConflict, Snapshot, SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { Text } from '@nahtlos/contract/text'
import { type ChangedFile, changedFiles } from '@nahtlos/core/settings/changed-files'
import { fileText } from '@nahtlos/core/settings/file-text'
import type { FormatRule } from '@nahtlos/core/settings/format-of'
import { type ChangeTexts, type ChangeWords, changeWords } from '@nahtlos/core/settings/words/change-words'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure } from '@nahtlos/vault/vault-error'

export interface VersionWords {
  readonly told: Text[]
  readonly more: number
}

/** Sentences told of one version, files read for it, and bytes of the largest: a timeline has thirty of them. */
const toldMost = 12
const filesMost = 20
const bytesMost = 1024 * 1024

/** What changed between two versions, in words; the telling sentences first. */
export async function versionWords(
  chunks: ChunkStore,
  before: Snapshot | null,
  after: Snapshot,
  rules: readonly FormatRule[],
  values: boolean,
): Promise<VersionWords> {
  const files = changedFiles(before?.entries ?? [], after.entries, rules)
  const words: ChangeWords[] = []
  for (const [at, file] of files.entries()) {
    const texts = at < filesMost ? await textsOf(chunks, file) : null
    words.push(...changeWords(file, texts, { values }))
  }
  // Two files may have one name for people; they are told once.
  const once = [...new Map(words.map((one) => [one.text.de, one])).values()]
  const ordered = [...once.filter(({ technical }) => !technical), ...once.filter(({ technical }) => technical)]
  return { told: ordered.slice(0, toldMost).map(({ text }) => text), more: Math.max(0, ordered.length - toldMost) }
}

/** What two sessions changed differently: from the value that was set aside to the one that was kept. */
export async function conflictWords(
  chunks: ChunkStore,
  conflicts: readonly MergeConflict[],
  aside: Snapshot,
  kept: Snapshot,
  rules: readonly FormatRule[],
  values: boolean,
): Promise<Text[]> {
  const paths = new Set(conflicts.map(({ path }) => path))
  const only = (snapshot: Snapshot) => ({
    ...snapshot,
    entries: snapshot.entries.filter(({ path }) => paths.has(path)),
  })
  return (await versionWords(chunks, only(aside), only(kept), rules, values)).told
}

async function textsOf(chunks: ChunkStore, { format, before, after }: ChangedFile): Promise<ChangeTexts | null> {
  if (format === 'none') return null
  const [old, next] = [await textOf(chunks, before, format), await textOf(chunks, after, format)]
  return (before !== null && old === null) || (after !== null && next === null) ? null : { before: old, after: next }
}

/** Null for what is no file, too large, damaged or no UTF-8: it is told as a file, without words. */
async function textOf(
  chunks: ChunkStore,
  entry: SnapshotEntry | null,
  format: ChangedFile['format'],
): Promise<string | null> {
  if (entry?.type !== 'file' || entry.size > bytesMost) return null
  try {
    const parts = await Promise.all(entry.chunks.map((id) => chunks.get(id)))
    return fileText(Buffer.concat(parts), format)
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}
