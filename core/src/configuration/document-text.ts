import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { isMap, parseAllDocuments } from 'yaml'

/** The text of one document of a file as its author wrote it, comments included; null where it is not in it. */
export function documentText({ text }: ConfigurationFile, name: string): string | null {
  const parsed = parseAllDocuments(text, { version: '1.2', logLevel: 'error' })
  for (const document of Array.isArray(parsed) ? parsed : []) {
    if (!isMap(document.contents)) continue
    if (`${String(document.get('kind'))}/${String(document.get('id'))}` !== name) continue
    const [start = 0, , end = text.length] = document.range ?? []
    return text.slice(start, end).replace(/^(?:---[^\n]*)?\n*/, '')
  }
  return null
}
