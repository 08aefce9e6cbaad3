import type { DocumentChange } from '@nahtlos/contract/configuration/change'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { documentTexts } from '@nahtlos/core/configuration/document-text'
import { lineChanges } from '@nahtlos/core/configuration/line-changes'

/** Whoever changes more documents at once reads them in a tool that is made for it. */
const mostDocuments = 50

/** Adds to what changed in words how the text of each document differs. */
export function withLines(
  changes: readonly DocumentChange[],
  before: readonly ConfigurationFile[],
  after: readonly ConfigurationFile[],
): DocumentChange[] {
  const told = changes.slice(0, mostDocuments)
  if (told.length === 0) return []
  const [was, is] = [textsIn(before, after), textsIn(after, before)]
  return [
    ...told.map((change) => ({
      ...change,
      lines: lineChanges(was.get(change.document) ?? '', is.get(change.document) ?? ''),
    })),
    ...changes.slice(mostDocuments),
  ]
}

/** The documents of those files that the other side does not have as they are. */
function textsIn(files: readonly ConfigurationFile[], others: readonly ConfigurationFile[]): Map<string, string> {
  const same = new Map(others.map(({ path, text }) => [path, text]))
  return new Map(files.filter(({ path, text }) => same.get(path) !== text).flatMap((file) => [...documentTexts(file)]))
}
