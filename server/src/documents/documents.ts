import type { DocumentView } from '@nahtlos/contract/api/telework'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import type { FileAnswer } from '../http/api.ts'
import { ProblemError } from '../problem-error.ts'
import { recordStep } from '../programme/acting.ts'
import { visibleRequest } from '../programme/view-requests.ts'
import type { Services } from '../services.ts'

/**
 * The documents of a request that the caller may see, newest first. The request form with its answers is only the
 * person's; so is everything for those who merely take part.
 */
export async function documentsOf(services: Services, caller: Caller, request: string): Promise<DocumentView[]> {
  const view = await visibleRequest(services, caller, request)
  if (view.person.id !== caller.person.id) return []
  const rows = await selectDocuments(services.database)
    .where('request', '=', request)
    .orderBy('issued_at', 'desc')
    .orderBy('kind')
    .execute()
  return rows.map(toView)
}

/** The file of one of the caller's documents; any other answers as if it weren't there. */
export async function documentFile(services: Services, caller: Caller, id: string): Promise<FileAnswer> {
  const row = await services.database
    .selectFrom('telework_document')
    .select(['kind', 'version', 'file'])
    .where('id', '=', id)
    .where('person', '=', caller.person.id)
    .executeTakeFirst()
  if (row === undefined) throw new ProblemError('not-found')
  const bytes = Buffer.from(services.secrets.open(row.file, `document ${id}`), 'base64')
  return { name: `${row.kind}-${row.version}.pdf`, bytes }
}

/** Notes that the person read a document of hers; once is enough. */
export function acknowledge(services: Services, caller: Caller, id: string): Promise<DocumentView> {
  return services.database.transaction().execute(async (queries) => {
    const noted = await queries
      .updateTable('telework_document')
      .set({ acknowledged_at: services.clock() })
      .where('id', '=', id)
      .where('person', '=', caller.person.id)
      .where('acknowledged_at', 'is', null)
      .returning('id')
      .execute()
    const row = await selectDocuments(queries)
      .where('id', '=', id)
      .where('person', '=', caller.person.id)
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    if (noted.length > 0) await recordStep(services, queries, caller, 'document.acknowledged', { document: id })
    return toView(row)
  })
}

function selectDocuments(queries: Queries) {
  return queries
    .selectFrom('telework_document')
    .select(['id', 'kind', 'title', 'version', 'issued_at', 'acknowledged_at', 'digest'])
}

function toView(row: Awaited<ReturnType<ReturnType<typeof selectDocuments>['execute']>>[number]): DocumentView {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    version: row.version,
    issuedAt: row.issued_at.toISOString(),
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    digest: row.digest,
  }
}
