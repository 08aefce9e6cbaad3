import { openDocument } from '../documents/documents.ts'
import type { Services } from '../services.ts'
import type { ZipEntry } from './zip.ts'

/** The documents of a person or of one request, opened, oldest first: `documents/2026-03-02-decision-1-1a2b3c4d.pdf`. */
export async function papersOf(
  services: Services,
  of: { readonly person: string } | { readonly request: string },
): Promise<ZipEntry[]> {
  const query = services.database
    .selectFrom('telework_document')
    .select(['id', 'kind', 'version', 'issued_at', 'file'])
    .orderBy('issued_at')
    .orderBy('id')
  const rows = await ('person' in of
    ? query.where('person', '=', of.person)
    : query.where('request', '=', of.request)
  ).execute()
  return rows.map(({ id, kind, version, issued_at, file }) => ({
    name: `documents/${issued_at.toISOString().slice(0, 10)}-${kind}-${version}-${id.slice(0, 8)}.pdf`,
    bytes: openDocument(services, id, file),
  }))
}
