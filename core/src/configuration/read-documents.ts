import type { ConfigurationFault, ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLMap,
} from 'yaml'
import { type Place, placeAt, startOf } from './place.ts'
import { yamlText } from './yaml-text.ts'

/** A YAML document that was read, not yet checked. */
export interface RawDocument {
  readonly file: ConfigurationFile
  readonly lines: LineCounter
  readonly root: Node
  readonly value: unknown
}

/** No configuration document is nested so deeply; a reader that follows further could be made to run out of stack. */
const deepest = 200
const deepText: Text = {
  de: `mehr als ${deepest} Ebenen tief verschachtelt`,
  en: `nested more than ${deepest} levels deep`,
}

/** Whoever made more mistakes in one file has to begin with the first ones; each is kept in memory and told. */
const mostFaults = 100
const mostDocuments = 10_000

/**
 * Reads the YAML 1.2 documents of a file. Refused are duplicate keys, keys that are no text, tags, and anchors with
 * their aliases: these make a few bytes into gigabytes or hours, and hide from a reader what a document says.
 */
export function readDocuments(file: ConfigurationFile): { documents: RawDocument[]; faults: ConfigurationFault[] } {
  const lines = new LineCounter()
  const fault = (place: Place, message: Text): ConfigurationFault => ({
    path: file.path,
    ...place,
    document: null,
    message,
  })
  const tooDeep = depthFault(file.text)
  if (tooDeep !== null) return { documents: [], faults: [fault(tooDeep, deepText)] }
  const parsed = parseAllDocuments(file.text, {
    lineCounter: lines,
    prettyErrors: false,
    version: '1.2',
    logLevel: 'error',
    // It compares each key with each; here they are looked up.
    uniqueKeys: false,
  })
  const documents: RawDocument[] = []
  const faults: ConfigurationFault[] = []
  const [first, ...others] = Array.isArray(parsed) ? parsed : []
  if (others.length >= mostDocuments) return { documents: [], faults: [fault({ line: 1, column: 1 }, manyText)] }
  for (const document of first === undefined ? [] : [first, ...others]) {
    if (faults.length >= mostFaults) break
    const found = [
      ...[...document.errors, ...document.warnings]
        .slice(0, mostFaults)
        .map((error) => fault(placeAt(lines, error.pos[0]), yamlText(error))),
      ...refusedNodes(document).map(({ node, message }) => fault(placeAt(lines, startOf(node)), message)),
    ]
    faults.push(...found)
    if (found.length > 0 || document.contents === null || isEmpty(document)) continue
    documents.push({ file, lines, root: document.contents, value: document.toJS({ maxAliasCount: 0 }) })
  }
  return { documents, faults }
}

const manyText: Text = {
  de: 'mehr als 10.000 Dokumente in einer Datei',
  en: 'more than 10,000 documents in one file',
}

function isEmpty(document: Document): boolean {
  const [start, end] = document.contents?.range ?? [0, 0]
  return start === end && document.toJS() === null
}

const duplicateKey = { code: 'DUPLICATE_KEY', message: 'Map keys must be unique' } as const

function refusedNodes(document: Document): { node: Node; message: Text }[] {
  const found: { node: Node; message: Text }[] = []
  const refuse = (node: Node, de: string, en: string) => found.push({ node, message: { de, en } })
  visit(document, {
    Pair(_key, { key }) {
      // Made into a text, one within another would take hours.
      if (isNode(key) && !isScalar(key)) refuse(key, 'ein Name ist ein Text', 'a key is a text')
      return found.length >= mostFaults ? visit.BREAK : undefined
    },
    Node(_key, node) {
      if (found.length >= mostFaults) return visit.BREAK
      if (isMap(node)) for (const key of keysTwice(node)) found.push({ node: key, message: yamlText(duplicateKey) })
      if (isAlias(node))
        refuse(
          node,
          `Verweise wie *${node.source} sind nicht erlaubt; schreiben Sie es aus`,
          `aliases such as *${node.source} are not allowed; write it out`,
        )
      else if (node.anchor !== undefined)
        refuse(
          node,
          `Anker wie &${node.anchor} sind nicht erlaubt; schreiben Sie es dort aus, wo es gebraucht wird`,
          `anchors such as &${node.anchor} are not allowed; write it out where it is used`,
        )
      else if (node.tag?.startsWith('!'))
        refuse(node, `Kennzeichen wie ${node.tag} sind nicht erlaubt`, `tags such as ${node.tag} are not allowed`)
      else if (isCollection(node) && node.items.length > 10_000)
        refuse(node, 'mehr als 10.000 Einträge an einer Stelle', 'more than 10,000 entries in one collection')
      return undefined
    },
  })
  return found
}

/** Keys that are the same as texts, which they become. */
function keysTwice({ items }: YAMLMap): Node[] {
  const seen = new Set<string>()
  return items.flatMap(({ key }) =>
    isScalar(key) && seen.size === seen.add(String(key.value)).size ? [key as Node] : [],
  )
}

/** Looks for deep nesting before the parser does, which descends by recursion. Quotes may hold brackets. */
function depthFault(text: string): Place | null {
  let open = 0
  for (const [index, line] of text.split('\n').entries()) {
    const indentation = /^(?:\s|-\s)*/.exec(line)?.[0] ?? ''
    if (indentation.length > 4 * deepest) return { line: index + 1, column: 1 }
    if (line.startsWith('---')) open = 0
    // A quote that does not end on its line hides nothing, and is looked for once.
    let endless = ''
    for (let column = indentation.length; column < line.length; column++) {
      const character = line[column]
      if ((character === '"' || character === "'") && !endless.includes(character)) {
        const end = closed(line, column, character)
        if (end === null) endless += character
        else column = end
      } else if (character === '[' || character === '{') open++
      else if ((character === ']' || character === '}') && open > 0) open--
      if (open > deepest) return { line: index + 1, column: column + 1 }
    }
  }
  return null
}

/** Where a quote ends on its line; null where it does not. */
function closed(line: string, start: number, quote: '"' | "'"): number | null {
  for (let at = start + 1; at < line.length; at++) {
    if (quote === '"' && line[at] === '\\') at++
    else if (line[at] === quote) return at
  }
  return null
}
