import type { ConfigurationDocument } from '@nahtlos/contract/configuration/document'

/** The department that a document belongs to; null is the city. */
export function ownerOf(document: ConfigurationDocument | undefined): string | null {
  return document !== undefined && 'department' in document ? (document.department ?? null) : null
}
