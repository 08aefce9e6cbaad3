import type { DocumentChange } from '@nahtlos/contract/configuration/change'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { groupsNamed } from '@nahtlos/core/configuration/groups-named'
import { closest } from '@nahtlos/core/configuration/suggestion'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

/**
 * Adds to what a change says the groups of the directory that it names and in which nobody is: most of them are typing
 * errors, by which a rule would never hold. It is said and not refused, because somebody may be in one tomorrow.
 */
export async function tellEmptyGroups(
  database: Queries,
  next: Configuration,
  changes: readonly DocumentChange[],
): Promise<DocumentChange[]> {
  const named = new Map(
    changes.map(({ document }) => [document, groupsNamed(next, document).filter((id) => !next.groups.has(id))]),
  )
  if ([...named.values()].every((groups) => groups.length === 0)) return [...changes]
  const { rows } = await sql<{ id: string }>`select distinct unnest(groups) as id from person`.execute(database)
  const present = rows.map(({ id }) => id)
  const known = new Set(present)
  return changes.map((change) => {
    const empty = (named.get(change.document) ?? []).filter((id) => !known.has(id))
    return { ...change, sentences: [...change.sentences, ...empty.map((id) => nobodyIn(id, present))] }
  })
}

function nobodyIn(id: string, present: readonly string[]): Text {
  const near = closest(id, present)
  return {
    de: `Achtung: In der Gruppe „${id}“ ist niemand${near.de || '.'}`,
    en: `Beware: nobody is in the group "${id}"${near.en || '.'}`,
  }
}
