import { createHash, randomUUID } from 'node:crypto'
import type { DocumentKindName } from '@nahtlos/contract/configuration/programme'
import type { AgreementRecord, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Language } from '@nahtlos/contract/text'
import { type DocumentValues, fillLine, fillTemplate } from '@nahtlos/core/programme/document-template'
import type { Queries } from '../database/database.ts'
import { departmentTitle } from '../people/department-title.ts'
import { recordStep } from '../programme/acting.ts'
import { type ProgrammeInForce, programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'
import { agreementValues, decisionValues, endValues, requestValues } from './document-values.ts'
import { writePdf } from './pdf.ts'

/** Issues the documents that follow from a step: the request as filed, the decision with reasons, the agreement. */
export async function issueDocuments(
  services: Services,
  queries: Queries,
  request: TeleworkRequest,
  records: readonly RequestRecord[],
  agreement: TeleworkAgreement | null,
): Promise<void> {
  const about = { request: request.id, person: request.person, type: request.application.type }
  const happened = (...outcomes: RequestRecord['outcome'][]) =>
    records.some(({ outcome }) => outcomes.includes(outcome))
  if (happened('filed', 'corrected'))
    await issue(services, queries, 'request', about, (inForce, language) => requestValues(request, inForce, language))
  if (request.state === 'approved' || request.state === 'rejected')
    await issue(services, queries, 'decision', about, (inForce, language) => decisionValues(request, inForce, language))
  if (agreement !== null)
    await issue(services, queries, 'agreement', about, (inForce, language) =>
      agreementValues(agreement, inForce, language),
    )
}

const endings: ReadonlySet<AgreementRecord['outcome']> = new Set(['ended', 'notice-given', 'revoked', 'expired'])

/** Issues the document about the end of an agreement, where this was one. */
export async function issueEndDocument(
  services: Services,
  queries: Queries,
  agreement: TeleworkAgreement,
  record: AgreementRecord,
): Promise<void> {
  if (!endings.has(record.outcome)) return
  const { request, person, type } = agreement
  await issue(services, queries, 'end', { request, person, type }, (inForce, language) =>
    endValues(agreement, record, inForce, language),
  )
}

interface About {
  readonly request: string
  readonly person: TeleworkRequest['person']
  readonly type: TeleworkAgreement['type']
}

/** Writes a document in the person's language and keeps it, sealed, as the next version of its kind. */
async function issue(
  services: Services,
  queries: Queries,
  kind: DocumentKindName,
  { request, person, type }: About,
  valuesOf: (inForce: ProgrammeInForce, language: Language) => DocumentValues,
): Promise<void> {
  const inForce = programmeInForce(services)
  const template = inForce.rules(type, person.department).documents[kind]
  const { language } = await queries
    .selectFrom('person')
    .select('language')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  const values = (one: Language): DocumentValues => ({
    city: inForce.configuration.city.title[one],
    name: person.name,
    department: departmentTitle(services.published.current(), person.department)[one],
    ...valuesOf(inForce, one),
  })
  const title = { de: fillLine(template.title.de, values('de')), en: fillLine(template.title.en, values('en')) }
  const at = services.clock()
  const bytes = await writePdf({
    title: title[language],
    language,
    footer: `${inForce.configuration.city.title[language]} · ${request.slice(0, 8)}`,
    at,
    blocks: fillTemplate(template.body[language], values(language)),
  })
  const { versions } = await queries
    .selectFrom('telework_document')
    .select(({ fn }) => fn.countAll<number>().as('versions'))
    .where('request', '=', request)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  await queries
    .insertInto('telework_document')
    .values({
      id,
      request,
      person: person.id,
      kind,
      version: Number(versions) + 1,
      title: JSON.stringify(title),
      issued_at: at,
      acknowledged_at: null,
      digest: createHash('sha256').update(bytes).digest('hex'),
      file: services.secrets.seal(bytes.toString('base64'), `document ${id}`),
    })
    .execute()
  await recordStep(services, queries, null, 'document.issued', { document: id, kind, request, person: person.id })
}
