import type { myData } from '@nahtlos/contract/api/privacy'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Queries } from '../database/database.ts'
import { openCheck } from '../home-workplace/checks.ts'
import { sealedDeeds } from '../programme/confidential-finders.ts'
import { openConfidential } from '../programme/confidential-steps.ts'
import { openDrafts } from '../programme/drafts.ts'
import { unseal } from '../programme/sealed-answers.ts'
import type { Services } from '../services.ts'
import { type Catalogue, isOwner, knownCatalogue } from './catalogue.ts'
import { gather, type Rows, withDependents } from './rows.ts'
import { sealedLooksAt } from './sealed-looks.ts'

type OwnData = z.output<typeof myData.answer>

/**
 * Everything that is stored about a person, by table, whichever capability made it. What others did in her own cases
 * is in it; what she did in the cases of others is told as a number only, for those are theirs.
 */
export async function ownData(services: Services, id: string): Promise<OwnData> {
  const { database, clock } = services
  const catalogue = await knownCatalogue(database)
  const own = catalogue.references
    .filter(isOwner)
    .flatMap(({ table, column }) =>
      withDependents(catalogue, { table, condition: sql`${sql.ref(`${table}.${column}`)} = ${id}` }),
    )
  const about = sql`actor = ${id} or event_subjects(details) @> array[${id}::text]`
  const herself = { table: 'person', condition: sql`id = ${id}` }
  const [gathered, sealed, looks, acted, deeds] = await Promise.all([
    gather(database, catalogue, [...own, { table: 'event', condition: about }, herself]),
    opened(services, id),
    sealedLooksAt(services, database, id),
    deedsOf(database, catalogue, id),
    sealedDeeds(services, database, id),
  ])
  const { person: [person = {}] = [], ...rows } = gathered
  if (looks.length > 0) sealed['look (sealed)'] = looks.map((look) => ({ ...look }))
  if (deeds.length > 0) acted['telework_record (sealed)'] = deeds.length
  return { at: clock().toISOString(), person, rows: { ...rows, ...sealed }, acted }
}

/** How often she acted in what is others', by table and column. */
async function deedsOf(queries: Queries, catalogue: Catalogue, id: string): Promise<Record<string, number>> {
  const counts = catalogue.references
    .filter((each) => each.to === 'person' && !isOwner(each))
    .map(
      ({ table, column }) => sql`select ${`${table}.${column}`} as name, count(*) as count
        from ${sql.table(table)} where ${sql.ref(column)} = ${id}`,
    )
  const { rows } = await sql<{ name: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(queries)
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]))
}

/** What is sealed in its field is hers all the same: the answers she gave, and the steps that only she and the body know of. */
async function opened(services: Services, id: string): Promise<Rows> {
  const { database, secrets } = services
  const requests = await database
    .selectFrom('telework_request')
    .select(['id', 'application', 'sealed', 'confidential'])
    .where('person', '=', id)
    .execute()
  const checks = await database.selectFrom('home_check').select(['id', 'sealed']).where('person', '=', id).execute()
  const found: Rows = {}
  if (requests.length > 0)
    found['telework_request (sealed)'] = requests.map((row) => {
      const { familyDuties, representative } = unseal(secrets, row.application, row.sealed, row.id)
      const { steps, records } = openConfidential(secrets, row.confidential, row.id)
      return { id: row.id, familyDuties, representative, steps, records }
    })
  const versions = await database
    .selectFrom('telework_version')
    .innerJoin('telework_request', 'telework_request.id', 'telework_version.request')
    .select(['telework_version.request', 'telework_version.round', 'telework_version.application'])
    .select('telework_version.sealed')
    .where('person', '=', id)
    .where('telework_version.sealed', 'is not', null)
    .execute()
  if (versions.length > 0)
    found['telework_version (sealed)'] = versions.map(({ request, round, application, sealed }) => {
      const { familyDuties, representative } = unseal(secrets, application, sealed, request)
      return { request, round, familyDuties, representative }
    })
  const drafts = await openDrafts(services, id)
  if (drafts.length > 0) found['telework_draft (sealed)'] = drafts
  if (checks.length > 0)
    found['home_check (sealed)'] = checks.map((row) => ({ id: row.id, ...openCheck(services, row.id, row.sealed) }))
  return found
}
