import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { type Document, isMap, parseAllDocuments, parseDocument } from 'yaml'
import { lineBreakOf } from './line-breaks.ts'

export type Values = Readonly<Record<string, unknown>>

/** One document of a draft: in which file it stands, and what it says. */
export interface DraftDocument {
  /** `AccessRule/home` */
  readonly name: string
  readonly path: string
  readonly values: Values
}

/** The documents of a draft that can be read; a file with faults in its YAML has none. */
export function documentsOf(files: readonly ConfigurationFile[]): DraftDocument[] {
  return files.flatMap(({ path, text }) =>
    parsed(text).flatMap((document) => {
      const values: unknown = document.toJS({ maxAliasCount: 0 })
      if (typeof values !== 'object' || values === null || !('kind' in values) || !('id' in values)) return []
      return [{ name: `${String(values.kind)}/${String(values.id)}`, path, values: values as Values }]
    }),
  )
}

/**
 * The text of a file in which one document says these values; what the form does not ask for, comments and the other
 * documents of the file stay as they are. A value that is undefined is taken out. A document that is not there yet is
 * added at the end.
 */
export function withDocument(text: string, name: string, values: Values): string {
  const lineBreak = lineBreakOf(text)
  const documents = parsed(text)
  const at = documents.findIndex((document) => nameOf(document) === name)
  if (at < 0) {
    const made = parseDocument('{}\n')
    if (isMap(made.contents)) made.contents.flow = false
    write(made, values)
    const before = text.trim() === '' ? '' : `${text.replace(/(?:\r?\n)*$/, lineBreak)}---${lineBreak}`
    return before + plainly(made).replaceAll('\n', lineBreak)
  }
  const document = documents[at] as Document
  if (!write(document, values)) return text
  // Only this document is written anew: how the others are laid out is their authors' business.
  const [start, , end] = document.range ?? [0, 0, text.length]
  const body = document.contents?.range
  const from = body?.[0] ?? start
  const upTo = body?.[2] ?? end
  return text.slice(0, from) + plainly(document, false).replaceAll('\n', lineBreak) + text.slice(upTo)
}

/** Whether anything is different now. */
function write(document: Document, values: Values): boolean {
  let differs = false
  for (const [key, value] of Object.entries(values)) {
    const before: unknown = document.toJS({ maxAliasCount: 0 })
    const was = typeof before === 'object' && before !== null ? (before as Record<string, unknown>)[key] : undefined
    if (JSON.stringify(was) === JSON.stringify(value)) continue
    differs = true
    if (value === undefined) document.delete(key)
    else {
      const node = document.createNode(value)
      if (isMap(node) && Object.values(value as object).every((one) => typeof one === 'string')) node.flow = true
      else if (Array.isArray(value) && value.every((one) => typeof one === 'string') && 'flow' in node) node.flow = true
      document.set(key, node)
    }
  }
  return differs
}

const style = { lineWidth: 0, flowCollectionPadding: true } as const

function plainly(document: Document, whole = true): string {
  if (whole) return document.toString(style)
  const copy = document.clone()
  copy.commentBefore = null
  copy.comment = null
  if (copy.contents !== null && 'commentBefore' in copy.contents) copy.contents.commentBefore = null
  copy.directives = undefined as never
  return copy.toString(style)
}

function parsed(text: string): Document[] {
  const found = parseAllDocuments(text, { version: '1.2', logLevel: 'silent' })
  const documents = Array.isArray(found) ? found : []
  return documents.some(({ errors }) => errors.length > 0) ? [] : documents.filter(({ contents }) => isMap(contents))
}

function nameOf(document: Document): string {
  return `${String(document.get('kind'))}/${String(document.get('id'))}`
}
