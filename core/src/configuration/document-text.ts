import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { isMap, parseAllDocuments } from 'yaml'

/** The text of one document of a file as its author wrote it, comments included; null where it is not in it. */
export function documentText(file: ConfigurationFile, name: string): string | null {
  return documentTexts(file).get(name) ?? null
}

/** The same of all documents of a file. */
export function documentTexts({ text }: ConfigurationFile): ReadonlyMap<string, string> {
  const parsed = parseAllDocuments(text, { version: '1.2', logLevel: 'error', uniqueKeys: false })
  return new Map(
    (Array.isArray(parsed) ? parsed : []).flatMap((document): [string, string][] => {
      if (!isMap(document.contents)) return []
      const [start = 0, , end = text.length] = document.range ?? []
      const own = text.slice(start, end).replace(/^(?:---[^\n]*)?(?:\r?\n)*/, '')
      return [[`${String(document.get('kind'))}/${String(document.get('id'))}`, own]]
    }),
  )
}
