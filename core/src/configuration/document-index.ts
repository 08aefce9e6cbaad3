import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { type CheckedDocument, faultAt } from './check-document.ts'

export type OfKind<K extends DocumentKind> = CheckedDocument & {
  readonly document: Extract<ConfigurationDocument, { kind: K }>
}

/** All documents by kind and id, in the order of ids. Where an id was given twice, the first one stands here. */
export interface DocumentIndex {
  readonly all: readonly CheckedDocument[]
  readonly faults: readonly ConfigurationFault[]
  of<K extends DocumentKind>(kind: K): OfKind<K>[]
  get<K extends DocumentKind>(kind: K, id: string): OfKind<K> | undefined
  has(kind: DocumentKind, id: string): boolean
  ids(kind: DocumentKind): string[]
  /** Whether every file could be read: otherwise anything might be in it, and nothing is said to be missing. */
  readonly whole: boolean
  /** Whether a document of this kind is there but wrong, so that nobody knows what it would say. */
  hasUnread(kind: DocumentKind): boolean
}

const exactlyOne: Text = { de: 'genau ein', en: 'exactly one' }
const atMostOne: Text = { de: 'höchstens ein', en: 'at most one' }

/** The kinds of which there is no second document. */
const single = {
  City: exactlyOne,
  Programme: exactlyOne,
  Equipment: atMostOne,
  HomeWorkplace: atMostOne,
  DataProtection: atMostOne,
  Retention: atMostOne,
  Notifications: atMostOne,
} as const

/** `unread` are the names of documents that are there but wrong: nobody who refers to one needs to be told. */
export function indexDocuments(
  documents: readonly CheckedDocument[],
  unread: ReadonlySet<string>,
  whole: boolean,
): DocumentIndex {
  const byName = new Map<string, CheckedDocument>()
  const faults: ConfigurationFault[] = []
  const inPlace = documents.toSorted(
    (a, b) => compare(a.raw.file.path, b.raw.file.path) || (a.raw.root.range?.[0] ?? 0) - (b.raw.root.range?.[0] ?? 0),
  )
  for (const checked of inPlace) {
    const first = byName.get(checked.name)
    if (first === undefined) byName.set(checked.name, checked)
    else faults.push(faultAt(checked.raw, ['id'], definedTwice(checked.name, first)))
  }
  const all = [...byName.values()].toSorted((a, b) => compare(a.name, b.name))
  for (const [kind, number] of Object.entries(single) as [keyof typeof single, Text][]) {
    for (const extra of all.filter((checked) => checked.document.kind === kind).slice(1))
      faults.push(faultAt(extra.raw, ['kind'], secondOf(kind, number, firstId(kind))))
  }

  function firstId(kind: DocumentKind): string {
    return all.find((checked) => checked.document.kind === kind)?.document.id ?? ''
  }
  function isOf<K extends DocumentKind>(checked: CheckedDocument | undefined, kind: K): checked is OfKind<K> {
    return checked?.document.kind === kind
  }

  return {
    all,
    faults,
    whole,
    of: (kind) => all.filter((checked) => isOf(checked, kind)),
    get(kind, id) {
      const checked = byName.get(`${kind}/${id}`)
      return isOf(checked, kind) ? checked : undefined
    },
    hasUnread: (kind) => [...unread].some((name) => name.startsWith(`${kind}/`)),
    has: (kind, id) => byName.has(`${kind}/${id}`) || unread.has(`${kind}/${id}`),
    ids: (kind) => all.filter((checked) => checked.document.kind === kind).map((checked) => checked.document.id),
  }
}

function definedTwice(name: string, first: CheckedDocument): Text {
  const { path, line } = faultAt(first.raw, ['id'], { de: '', en: '' })
  return {
    de: `${name} steht schon in ${path}, Zeile ${line}`,
    en: `${name} is already defined in ${path}, line ${line}`,
  }
}

function secondOf(kind: string, number: Text, first: string): Text {
  return {
    de: `es gibt ${number.de} ${kind}; ein anderes ist ${kind}/${first}`,
    en: `there is ${number.en} ${kind}; another one is ${kind}/${first}`,
  }
}

/** By code units, so that the order is the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
