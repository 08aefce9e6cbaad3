import { createHash, randomUUID } from 'node:crypto'
import type { DocumentKindName } from '@nahtlos/contract/configuration/programme'
import type { Device, DeviceRecord } from '@nahtlos/contract/equipment/device'
import type {
  AgreementChange,
  AgreementRecord,
  TeleworkAgreement,
} from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Language } from '@nahtlos/contract/text'
import type { ValuesOf } from '@nahtlos/core/programme/document-placeholders'
import { type DocumentValues, fillLine, fillTemplate } from '@nahtlos/core/programme/document-template'
import type { Queries } from '../database/database.ts'
import { departmentTitle } from '../people/department-title.ts'
import { recordStep } from '../programme/acting.ts'
import { type ProgrammeInForce, programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'
import { handOverValues, returnValues } from './device-values.ts'
import {
  agreementValues,
  changeValues,
  decisionValues,
  endValues,
  requestValues,
  suspensionValues,
} from './document-values.ts'
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

/** Issues the document that follows from what was done to an agreement: about its end, or about its suspension. */
export async function issueAgreementDocument(
  services: Services,
  queries: Queries,
  agreement: TeleworkAgreement,
  record: AgreementRecord,
): Promise<void> {
  const { request, person, type } = agreement
  const about = { request, person, type }
  if (record.outcome === 'suspended')
    await issue(services, queries, 'suspension', about, (inForce, language) =>
      suspensionValues(agreement, record, inForce, language),
    )
  if (endings.has(record.outcome))
    await issue(services, queries, 'end', about, (inForce, language) => endValues(agreement, record, inForce, language))
}

/** Issues the document about other days that were granted for some time; single days have none. */
export async function issueChangeDocument(
  services: Services,
  queries: Queries,
  agreement: TeleworkAgreement,
  { state, wish }: Pick<AgreementChange, 'state' | 'wish'>,
): Promise<void> {
  if (state !== 'granted' || wish.kind !== 'period') return
  const { request, person, type } = agreement
  await issue(services, queries, 'change', { request, person, type }, (_inForce, language) =>
    changeValues(agreement, wish, language),
  )
}

/** Issues the record of a hand-over or of a return, for both sides. Without a city there is nobody who would issue it. */
export async function issueDeviceDocument(
  services: Services,
  queries: Queries,
  device: Pick<Device, 'id' | 'type' | 'serial' | 'model' | 'attributes'>,
  record: DeviceRecord,
): Promise<void> {
  const { deed, person: holder } = record
  if ((deed !== 'handed-over' && deed !== 'returned') || holder === null || services.published.current() === null)
    return
  const person = await queries
    .selectFrom('person')
    .select(['id', 'name', 'department'])
    .where('id', '=', holder.id)
    .executeTakeFirstOrThrow()
  const about = { device: device.id, person, type: 'telework' as const }
  if (deed === 'handed-over')
    await issue(services, queries, 'hand-over', about, (inForce, language) =>
      handOverValues(device, record, inForce, language),
    )
  else
    await issue(services, queries, 'return', about, (inForce, language) =>
      returnValues(device, record, person.department, inForce, language),
    )
}

interface About {
  readonly request?: string
  readonly device?: string
  readonly person: TeleworkRequest['person']
  /** By whose rules its template is chosen. */
  readonly type: TeleworkAgreement['type']
}

/** Writes a document in the person's language and keeps it, sealed, as the next version of its kind. */
async function issue<Kind extends DocumentKindName>(
  services: Services,
  queries: Queries,
  kind: Kind,
  { request, device, person, type }: About,
  valuesOf: (inForce: ProgrammeInForce, language: Language) => ValuesOf<Kind>,
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
    footer: `${inForce.configuration.city.title[language]} · ${(request ?? device ?? '').slice(0, 8)}`,
    at,
    blocks: fillTemplate(template.body[language], values(language)),
  })
  const { versions } = await queries
    .selectFrom('telework_document')
    .select(({ fn }) => fn.countAll<number>().as('versions'))
    .where('person', '=', person.id)
    .where('request', request === undefined ? 'is' : '=', request ?? null)
    .where('device', device === undefined ? 'is' : '=', device ?? null)
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  await queries
    .insertInto('telework_document')
    .values({
      id,
      request: request ?? null,
      device: device ?? null,
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
  await recordStep(services, queries, null, 'document.issued', {
    document: id,
    kind,
    request,
    device,
    person: person.id,
  })
}
