import type { DocumentChange } from '@nahtlos/contract/configuration/change'
import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Text } from '@nahtlos/contract/text'
import { changeWords } from './change-words.ts'
import type { Configuration } from './configuration.ts'
import { decidesSecurity } from './security.ts'

/** What differs between two configurations, document by document, in the order of their names. */
export function changesBetween(before: Configuration | null, after: Configuration): DocumentChange[] {
  const was = before?.all ?? new Map<string, ConfigurationDocument>()
  const names = [...new Set([...was.keys(), ...after.all.keys()])].sort()
  return names.flatMap((name) => {
    const [one, other] = [was.get(name), after.all.get(name)]
    const document = other ?? one
    if (document === undefined || sameDocument(one, other)) return []
    const what = one === undefined ? 'added' : other === undefined ? 'removed' : 'changed'
    return [
      {
        document: name,
        title: titleOf(document),
        what,
        security: decidesSecurity(one, other),
        sentences: changeWords(one, other, (kind, id) => titleIn(after, before, kind, id)),
      },
    ]
  })
}

export function sameDocument(
  one: ConfigurationDocument | undefined,
  other: ConfigurationDocument | undefined,
): boolean {
  return canonical(one) === canonical(other)
}

/** A document's title; one without is called by its kind. */
export function titleOf(document: ConfigurationDocument): Text {
  return 'title' in document ? document.title : { de: document.kind, en: document.kind }
}

function titleIn(after: Configuration, before: Configuration | null, kind: DocumentKind, id: string): Text {
  const name = `${kind}/${id}`
  const document = after.all.get(name) ?? before?.all.get(name)
  return document === undefined ? { de: id, en: id } : titleOf(document)
}

/** Keys in their order by code units, so that equal documents are equal texts however they were written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1)))
      : child,
  )
}
