import type { DocumentKindName } from '@nahtlos/contract/configuration/programme'

/** What every template may name. */
const everywhere = ['city', 'name', 'department'] as const

/** What the template of each kind may name besides; those with `lists` stand for lists where they have a line alone. */
export const placeholders = {
  request: ['type', 'from', 'until', 'week', 'terms', 'records'],
  decision: ['type', 'filed', 'decided', 'outcome', 'reasons', 'instruction'],
  agreement: ['type', 'from', 'until', 'week', 'notice', 'leaflet'],
  change: ['type', 'from', 'until', 'week'],
  suspension: ['type', 'decided', 'reasons', 'instruction'],
  end: ['type', 'until', 'reasons', 'instruction'],
  'hand-over': ['device', 'serial', 'attributes', 'due', 'at', 'by'],
  return: ['device', 'serial', 'attributes', 'answers', 'at', 'by'],
} as const satisfies Readonly<Record<DocumentKindName, readonly string[]>>

export type Placeholder<Kind extends DocumentKindName> = (typeof placeholders)[Kind][number]

/** What a kind has to say: each of its placeholders, and no other. */
export type ValuesOf<Kind extends DocumentKindName> = Readonly<Record<Placeholder<Kind>, string | readonly string[]>>

/** All that the template of a kind may name. */
export function placeholdersFor(kind: DocumentKindName): readonly string[] {
  return [...everywhere, ...placeholders[kind]]
}

/** What the instruction on a refusal may name. */
export const instructionPlaceholders: readonly string[] = ['until', 'body']
