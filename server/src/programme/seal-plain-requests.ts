import type { RequestRecord, RequestStep } from '@nahtlos/contract/programme/telework-request'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'
import { beginErasing } from '../privacy/destroy.ts'
import type { Services } from '../services.ts'
import { loadRequest } from './requests.ts'
import { rewriteSteps } from './save-request.ts'
import { seal, unseal } from './sealed-answers.ts'

/**
 * Seals what a server without sealed steps left open: confidential steps, their records, their turns and their entries
 * in the log, and makes the sealed answers one as long as the other. All of it or nothing; later starts find nothing to
 * do.
 */
export async function sealPlainRequests(services: Services): Promise<void> {
  const { database, log } = services
  const sealed = await database.transaction().execute(async (queries) => {
    // Of replicas that start together the second finds nothing left.
    await sql`lock table telework_request in share row exclusive mode`.execute(queries)
    const rows = await queries
      .selectFrom('telework_request')
      .select(['id', 'steps'])
      .where('confidential', 'is', null)
      .execute()
    if (rows.length === 0) return 0
    await beginErasing(queries)
    const bodies = confidentialBodies(rows.map(({ steps }) => steps))
    for (const { id } of rows) await sealOne(services, queries, id, bodies)
    await lengthenAnswers(services, queries, 'telework_request')
    await lengthenAnswers(services, queries, 'telework_version')
    await openNoLog(queries, rows, bodies)
    return rows.length
  })
  if (sealed > 0) log.info({ requests: sealed }, 'confidential steps of before were sealed')
}

/** The steps of earlier rounds are gone; which of their records are confidential is told by who else is. */
function confidentialBodies(requests: readonly (readonly RequestStep[])[]): Set<string> {
  return new Set(requests.flatMap((steps) => steps.filter((step) => step.confidential).map(({ body }) => body)))
}

async function sealOne(services: Services, queries: Queries, id: string, bodies: ReadonlySet<string>): Promise<void> {
  const loaded = await loadRequest(services, queries, id, 'change')
  if (loaded === null) return
  const { request } = loaded
  const isHidden = ({ step, round, as }: RequestRecord) =>
    round === request.round ? step !== null && request.steps[step]?.confidential === true : bodies.has(as)
  await rewriteSteps(services, queries, request, isHidden)
}

async function lengthenAnswers(
  { secrets }: Services,
  queries: Queries,
  table: 'telework_request' | 'telework_version',
): Promise<void> {
  const about = sql<string>`${sql.ref(table === 'telework_request' ? 'id' : 'request')}`
  const rows = await queries
    .selectFrom(table)
    .select(['sealed', 'application', sql<string>`ctid`.as('place'), about.as('about')])
    .where('sealed', 'is not', null)
    .execute()
  for (const row of rows) {
    const { sealed } = seal(secrets, unseal(secrets, row.application, row.sealed, row.about), row.about)
    await sql`update ${sql.table(table)} set sealed = ${sealed} where ctid = ${row.place}::tid`.execute(queries)
  }
}

/** Takes out of the log, and out of the keys of notices, what names a confidential step beside its request. */
async function openNoLog(
  queries: Queries,
  rows: readonly { readonly id: string; readonly steps: readonly RequestStep[] }[],
  bodies: ReadonlySet<string>,
): Promise<void> {
  await sql`delete from event where kind like 'telework.%'
    and (details ->> 'as' = any(${[...bodies]}::text[]) or details ->> 'body' = any(${[...bodies]}::text[]))`.execute(
    queries,
  )
  // Entries that name no body, because the step was confidential, still count it.
  const steps = rows.flatMap(({ id, steps }) =>
    steps.filter(({ confidential }) => confidential).map(({ number }) => ({ request: id, step: number })),
  )
  await sql`delete from event using jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as hidden (request text, step text)
    where kind like 'telework.%' and details ->> 'request' = hidden.request and details ->> 'step' = hidden.step
      and not details ? 'as' and not details ? 'body'`.execute(queries)
  await sql`update notice set key = kind || ' ' || gen_random_uuid() where kind like 'request-%'`.execute(queries)
}
