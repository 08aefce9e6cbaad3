import type { ArchiveOffer } from '@nahtlos/contract/api/privacy'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { FileAnswer } from '../http/api.ts'
import { departmentTitle } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { knownCatalogue } from './catalogue.ts'
import { papersOf } from './papers.ts'
import { recordLook } from './record-look.ts'
import { type CaseClass, requestOf } from './retention.ts'
import { gather, type Rows, withDependents } from './rows.ts'
import { jsonEntry, zipOf } from './zip.ts'

function selectOffers(queries: Queries) {
  return queries
    .selectFrom('archive_offer')
    .innerJoin('person', 'person.id', 'archive_offer.person')
    .select([
      'archive_offer.id',
      'class',
      'subject',
      'archive_offer.person',
      'offered_at',
      'until_at',
      'decision',
      'saved_at',
    ])
    .select('person.department')
}

type OfferRow = Awaited<ReturnType<ReturnType<typeof selectOffers>['execute']>>[number]

function toOffer(
  { published }: Pick<Services, 'published'>,
  { id, class: kind, offered_at, until_at, department, decision, saved_at }: OfferRow,
): ArchiveOffer {
  const offeredAt = offered_at.toISOString()
  return {
    id,
    class: kind,
    offeredAt,
    until: until_at.toISOString(),
    department,
    departmentTitle: departmentTitle(published.current(), department),
    decision,
    savedAt: saved_at?.toISOString() ?? null,
  }
}

/** What is offered and not destroyed yet, oldest first. */
export async function offersOf(services: Services): Promise<ArchiveOffer[]> {
  const rows = await selectOffers(services.database)
    .orderBy('offered_at')
    .orderBy('archive_offer.id')
    .limit(500)
    .execute()
  return rows.map((row) => toOffer(services, row))
}

/** An offered case as a whole; the person will see that the archive looked. */
export async function readOffer(
  services: Services,
  caller: Caller,
  id: string,
): Promise<{ offer: ArchiveOffer; rows: Rows }> {
  const { database } = services
  const row = await selectOffers(database).where('archive_offer.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  await recordLook(services, database, { person: row.person, by: caller.person.id, what: 'archive' })
  const catalogue = await knownCatalogue(database)
  const request = await requestOf(database, row.class as CaseClass, row.subject)
  const parts = withDependents(catalogue, {
    table: 'telework_request',
    condition: sql`telework_request.id = ${request}`,
  })
  return { offer: toOffer(services, row), rows: await gather(database, catalogue, parts) }
}

/** An offered case as one file, with its documents as they were issued; that it was saved is noted. */
export async function saveOffer(services: Services, caller: Caller, id: string): Promise<FileAnswer> {
  const { database, clock } = services
  const whole = await readOffer(services, caller, id)
  const row = await selectOffers(database).where('archive_offer.id', '=', id).executeTakeFirstOrThrow()
  const request = await requestOf(database, row.class as CaseClass, row.subject)
  const papers = await papersOf(services, { request })
  const at = clock()
  await database.updateTable('archive_offer').set({ saved_at: at }).where('id', '=', id).execute()
  return { name: `${id}.zip`, bytes: await zipOf([jsonEntry('case.json', whole), ...papers], at) }
}

/** The archive's word; the next round destroys the case. A word that was given stays, and what nobody saved was not taken. */
export async function decideOffer(
  services: Services,
  caller: Caller,
  id: string,
  decision: 'taken' | 'declined',
): Promise<ArchiveOffer> {
  const { database } = services
  await database
    .updateTable('archive_offer')
    .set({ decision, decided_by: caller.person.id })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .$if(decision === 'taken', (query) => query.where('saved_at', 'is not', null))
    .execute()
  const row = await selectOffers(database).where('archive_offer.id', '=', id).executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  if (row.decision === null) throw new ProblemError('case-not-saved')
  return toOffer(services, row)
}
