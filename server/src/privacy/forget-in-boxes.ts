import type { Queries } from '../database/database.ts'
import { forgetDeedsOf, forgetFinders } from '../programme/confidential-finders.ts'
import { openConfidential, sealConfidential } from '../programme/confidential-steps.ts'
import type { Services } from '../services.ts'
import { formerStaff } from './former-staff.ts'
import { forgetSealedLooks } from './sealed-looks.ts'

/**
 * Takes a person out of what is sealed, where no search of the database finds her: her own requests go with their
 * rows, and in those of others "former staff" stands where she acted or somebody wrote her name.
 */
export async function forgetInBoxes(
  services: Services,
  queries: Queries,
  person: string,
  words: readonly string[],
): Promise<void> {
  const { secrets } = services
  const own = await queries.selectFrom('telework_request').select('id').where('person', '=', person).execute()
  await forgetFinders(
    services,
    queries,
    own.map(({ id }) => id),
  )
  await forgetDeedsOf(services, queries, person)
  await forgetSealedLooks(services, queries, person)
  const pattern = new RegExp(words.map(asWord).join('|'), 'giu')
  const others = await queries
    .selectFrom('telework_request')
    .select(['id', 'confidential'])
    .where('person', '!=', person)
    .where('confidential', 'is not', null)
    .execute()
  for (const { id, confidential } of others) {
    const before = openConfidential(secrets, confidential, id)
    const without = (text: string | null) => text?.replaceAll(pattern, formerStaff.name) ?? null
    const records = before.records.map((record) => ({
      ...record,
      by: record.by === person ? formerStaff.id : record.by,
      onBehalfOf: record.onBehalfOf === person ? formerStaff.id : record.onBehalfOf,
      reason: without(record.reason),
      alternatives: without(record.alternatives),
    }))
    if (JSON.stringify(records) === JSON.stringify(before.records)) continue
    const box = sealConfidential(secrets, { ...before, records }, id)
    await queries.updateTable('telework_request').set({ confidential: box }).where('id', '=', id).execute()
  }
}

/**
 * The same as the regular expression that is used where the database itself can search. A hyphen is none of the
 * characters that may be escaped here.
 */
function asWord(word: string): string {
  return `(?<![\\p{L}\\p{N}_])${word.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`)}(?![\\p{L}\\p{N}_])`
}
