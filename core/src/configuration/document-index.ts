import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
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
}

/** The kinds of which there is no second document. */
const single = {
  City: 'exactly one',
  Programme: 'exactly one',
  Equipment: 'at most one',
  HomeWorkplace: 'at most one',
  DataProtection: 'at most one',
  Retention: 'at most one',
  Notifications: 'at most one',
} as const

/** `unread` are the names of documents that are there but wrong: nobody who refers to one needs to be told. */
export function indexDocuments(documents: readonly CheckedDocument[], unread: ReadonlySet<string>): DocumentIndex {
  const byName = new Map<string, CheckedDocument>()
  const faults: ConfigurationFault[] = []
  const inPlace = documents.toSorted(
    (a, b) => compare(a.raw.file.path, b.raw.file.path) || (a.raw.root.range?.[0] ?? 0) - (b.raw.root.range?.[0] ?? 0),
  )
  for (const checked of inPlace) {
    const first = byName.get(checked.name)
    if (first === undefined) byName.set(checked.name, checked)
    else faults.push(faultAt(checked.raw, ['id'], `${checked.name} is already defined in ${placeOf(first)}`))
  }
  const all = [...byName.values()].toSorted((a, b) => compare(a.name, b.name))
  for (const [kind, number] of Object.entries(single) as [keyof typeof single, string][]) {
    for (const extra of all.filter((checked) => checked.document.kind === kind).slice(1))
      faults.push(faultAt(extra.raw, ['kind'], `there is ${number} ${kind}; another one is ${kind}/${firstId(kind)}`))
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
    of: (kind) => all.filter((checked) => isOf(checked, kind)),
    get(kind, id) {
      const checked = byName.get(`${kind}/${id}`)
      return isOf(checked, kind) ? checked : undefined
    },
    has: (kind, id) => byName.has(`${kind}/${id}`) || unread.has(`${kind}/${id}`),
    ids: (kind) => all.filter((checked) => checked.document.kind === kind).map((checked) => checked.document.id),
  }
}

function placeOf(checked: CheckedDocument): string {
  const { path, line } = faultAt(checked.raw, ['id'], '')
  return `${path}, line ${line}`
}

/** By code units, so that the order is the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
