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

/** The records of devices that a person got and gave back, newest first. */
export async function deviceDocumentsOf(queries: Queries, person: string): Promise<DocumentView[]> {
  const rows = await selectDocuments(queries)
    .where('person', '=', person)
    .where('device', 'is not', null)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(toView)
}

/** The records of one device, whoever had it, newest first. */
export async function documentsOfDevice(queries: Queries, device: string): Promise<DocumentView[]> {
  const rows = await selectDocuments(queries)
    .where('device', '=', device)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  return rows.map(toView)
}

/** The file of one of the caller's documents; any other answers as if it weren't there. */
export function documentFile(services: Services, caller: Caller, id: string): Promise<FileAnswer> {
  return openFile(services, id, ({ person }) => person === caller.person.id)
}

/** The file of a record of a device, for those who hand devices out. */
export function deviceDocumentFile(services: Services, id: string): Promise<FileAnswer> {
  return openFile(services, id, ({ device }) => device !== null)
}

async function openFile(
  services: Services,
  id: string,
  mayRead: (document: { readonly person: string; readonly device: string | null }) => boolean,
): Promise<FileAnswer> {
  const row = await services.database
    .selectFrom('telework_document')
    .select(['kind', 'version', 'file', 'person', 'device'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || !mayRead(row)) throw new ProblemError('not-found')
  return { name: `${row.kind}-${row.version}.pdf`, bytes: openDocument(services, id, row.file) }
}

/** The bytes of a document as they were issued. */
export function openDocument({ secrets }: Pick<Services, 'secrets'>, id: string, file: Buffer): Buffer {
  return Buffer.from(secrets.open(file, `document ${id}`), 'base64')
}

/** Notes that the person read a document of hers; once is enough. */
export function acknowledge(services: Services, caller: Caller, id: string): Promise<DocumentView> {
  return services.database.transaction().execute(async (queries) => {
    await noteRead(services, queries, caller, id)
    const row = await selectDocuments(queries)
      .where('id', '=', id)
      .where('person', '=', caller.person.id)
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    return toView(row)
  })
}

/** Whoever confirms that she has a device confirms the record of its hand-over with it. */
export async function acknowledgeHandOver(
  services: Services,
  queries: Queries,
  caller: Caller,
  device: string,
): Promise<void> {
  const row = await selectDocuments(queries)
    .where('device', '=', device)
    .where('person', '=', caller.person.id)
    .where('kind', '=', 'hand-over')
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (row !== undefined) await noteRead(services, queries, caller, row.id)
}

async function noteRead(services: Services, queries: Queries, caller: Caller, id: string): Promise<void> {
  const noted = await queries
    .updateTable('telework_document')
    .set({ acknowledged_at: services.clock() })
    .where('id', '=', id)
    .where('person', '=', caller.person.id)
    .where('acknowledged_at', 'is', null)
    .returning('id')
    .execute()
  if (noted.length > 0) await recordStep(services, queries, caller, 'document.acknowledged', { document: id })
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
