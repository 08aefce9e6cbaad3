import type { Text } from '@nahtlos/contract/text'
import { sql } from 'kysely'
import type { Services } from '../services.ts'
import { type Named, patternOf, textOf, wordsFor } from './free-text.ts'

/**
 * The documents of the configuration in force, or on trial, and of drafts that name a person. A deletion decides on no
 * rule: somebody takes her out and publishes first. What was in force once is rewritten with the deletion.
 */
export async function namedInRules({ database, published }: Services, person: Named): Promise<Text[]> {
  const pattern = patternOf(await wordsFor(database, person))
  const revisions = [published.newest(), published.current()?.revision, published.trial()?.revision].filter(
    (one) => one != null,
  )
  const { rows } = await sql<{ path: string; draft: number | null }>`
    select path, null as draft from revision_file
      where revision = any(${revisions}::int[]) and ${textOf(sql`content`)} ~* ${pattern}
    union select path, draft from draft_file join draft on draft.id = draft_file.draft
      where published_as is null and ${textOf(sql`content`)} ~* ${pattern}
    order by 2 nulls first, 1`.execute(database)
  return rows.map(({ path, draft }) =>
    draft === null
      ? { de: `Die Konfiguration nennt sie: ${path}.`, en: `The configuration names her: ${path}.` }
      : { de: `Entwurf ${draft} nennt sie: ${path}.`, en: `Draft ${draft} names her: ${path}.` },
  )
}
