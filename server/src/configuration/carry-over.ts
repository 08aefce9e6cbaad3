import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { fieldFault } from '@nahtlos/contract/field-fault'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { revisionFiles } from './revisions.ts'

/**
 * Carries a draft over to a later base, file by file: what only one of both changed counts. A file that both changed
 * differently is `draft-outdated`, with its name; merging inside a file is the author's decision.
 */
export function carriedOver(
  base: readonly ConfigurationFile[],
  drafted: readonly ConfigurationFile[],
  present: readonly ConfigurationFile[],
): ConfigurationFile[] {
  const texts = (files: readonly ConfigurationFile[]) => new Map(files.map(({ path, text }) => [path, text]))
  const [was, mine, theirs] = [texts(base), texts(drafted), texts(present)]
  const paths = [...new Set([...drafted, ...present].map(({ path }) => path))]
  const conflicts: string[] = []
  const files = paths.flatMap((path) => {
    const [before, own, other] = [was.get(path), mine.get(path), theirs.get(path)]
    if (own !== before && other !== before && own !== other) conflicts.push(path)
    const text = own === before ? other : own
    return text === undefined ? [] : [{ path, text }]
  })
  if (conflicts.length > 0)
    throw new ProblemError('draft-outdated', {
      fields: conflicts.map((path) => fieldFault(path, 'von beiden geändert', 'changed by both')),
    })
  return files
}

/** Files that were made from an earlier revision, carried over to the one in force; without either, as they are. */
export async function onTopOf(
  { database }: Services,
  files: readonly ConfigurationFile[],
  base: number | null,
  inForce: number | null,
): Promise<readonly ConfigurationFile[]> {
  if (base === null || inForce === null || base === inForce) return files
  const [was, present] = [await revisionFiles(database, base), await revisionFiles(database, inForce)]
  if (was === null || present === null) throw new ProblemError('not-found')
  return carriedOver(was, files, present)
}
