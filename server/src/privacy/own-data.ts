import type { myData } from '@nahtlos/contract/api/privacy'
import { sql } from 'kysely'
import type { z } from 'zod'
import { openCheck } from '../home-workplace/checks.ts'
import { sealedDeeds } from '../programme/confidential-finders.ts'
import { openConfidential } from '../programme/confidential-steps.ts'
import { openDrafts } from '../programme/drafts.ts'
import { unseal } from '../programme/sealed-answers.ts'
import type { Services } from '../services.ts'
import { isOwner, readCatalogue } from './catalogue.ts'
import { gather, type Rows, withDependents } from './rows.ts'

type OwnData = z.output<typeof myData.answer>

/**
 * Everything that is stored about a person, by table, whichever capability made it. What others did in her own cases
 * is in it; what she did in the cases of others is told as a number only, for those are theirs.
 */
export async function ownData(services: Services, id: string): Promise<OwnData> {
  const { database, clock } = services
  const catalogue = await readCatalogue(database)
  const rows: Rows = {}
  for (const { table, column } of catalogue.references.filter(isOwner)) {
    const own = { table, condition: sql`${sql.ref(`${table}.${column}`)} = ${id}` }
    for (const [name, found] of Object.entries(await gather(database, catalogue, withDependents(catalogue, own)))) {
      const known = new Set((rows[name] ?? []).map((row) => JSON.stringify(row)))
      rows[name] = [...(rows[name] ?? []), ...found.filter((row) => !known.has(JSON.stringify(row)))]
    }
  }
  const sealed = await opened(services, id)
  const about = sql`actor = ${id} or event_subjects(details) @> array[${id}::text]`
  const events = await gather(database, catalogue, [{ table: 'event', condition: about }])
  const [person = {}] =
    (await gather(database, catalogue, [{ table: 'person', condition: sql`id = ${id}` }])).person ?? []
  const acted: Record<string, number> = {}
  for (const { table, column } of catalogue.references.filter((each) => each.to === 'person' && !isOwner(each))) {
    const counted = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(database)
    const count = counted.rows[0]?.count ?? 0
    if (count > 0) acted[`${table}.${column}`] = count
  }
  const sealedSteps = (await sealedDeeds(services, database, id)).length
  if (sealedSteps > 0) acted['telework_record (sealed)'] = sealedSteps
  return { at: clock().toISOString(), person: plain(person), rows: plain({ ...rows, ...events, ...sealed }), acted }
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

/** Dates as text, as JSON has them. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
