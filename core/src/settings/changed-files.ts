import type { SettingsFormat } from '@nahtlos/contract/configuration/settings-format'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { type FormatRule, formatOf } from './format-of.ts'
import { isSameContent } from './merge.ts'

/** A file or link that differs between two versions of a package. */
export interface ChangedFile {
  readonly path: string
  readonly format: SettingsFormat
  readonly before: SnapshotEntry | null
  readonly after: SnapshotEntry | null
}

/** Sorted by path; a time alone is no difference. */
export function changedFiles(
  before: readonly SnapshotEntry[],
  after: readonly SnapshotEntry[],
  rules: readonly FormatRule[] = [],
): ChangedFile[] {
  const [from, to] = [new Map(before.map((one) => [one.path, one])), new Map(after.map((one) => [one.path, one]))]
  const paths = [...new Set([...from.keys(), ...to.keys()])].sort()
  return paths
    .map((path) => ({ path, before: from.get(path) ?? null, after: to.get(path) ?? null }))
    .filter((one) => !isSameContent(one.before ?? undefined, one.after ?? undefined))
    .map((one) => ({ ...one, format: formatOf(one.path, rules) }))
}
