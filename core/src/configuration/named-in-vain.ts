import type { Text } from '@nahtlos/contract/text'
import type { NamedThing, ThingKind } from '../access/named-things.ts'
import type { DocumentIndex } from './document-index.ts'
import { unknownName } from './suggestion.ts'

/**
 * What a condition names that is not there: it would never be met, and nobody would be told. Groups are looked for
 * only where some are declared; the others are the directory's, which a configuration does not know.
 */
export function namedInVain(
  index: DocumentIndex,
  names: readonly NamedThing[],
): { readonly offset: number; readonly message: Text }[] {
  if (!index.whole) return []
  return names.flatMap(({ kind, id, offset }) => {
    const known = knownOf(index, kind)
    if (isThere(index, kind, id, known) || (kind === 'Group' && known.length === 0)) return []
    return [{ offset, message: unknownName(kind, id, known) }]
  })
}

/** Hosts and listeners have no documents of their own: pools and zones name them. */
function isThere(index: DocumentIndex, kind: ThingKind, id: string, known: readonly string[]): boolean {
  if (kind !== 'Host' && kind !== 'Listener') return index.has(kind, id)
  return known.includes(id) || index.hasUnread(kind === 'Host' ? 'Pool' : 'Zone')
}

function knownOf(index: DocumentIndex, kind: ThingKind): string[] {
  if (kind === 'Host') return index.of('Pool').flatMap(({ document }) => document.hosts)
  if (kind === 'Listener') return index.of('Zone').map(({ document }) => document.listener)
  return index.ids(kind)
}
