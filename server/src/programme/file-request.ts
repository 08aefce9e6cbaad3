import { randomUUID } from 'node:crypto'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import * as core from '@nahtlos/core/programme/file-request'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { taken } from './acting.ts'
import { agreementsOf } from './agreements.ts'
import { decidersOf, idsOf } from './deciders.ts'
import { forgetDraft } from './drafts.ts'
import { employmentOf } from './employment.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { selectRequests, withRecords } from './requests.ts'
import { insertRequest, saveCorrection } from './save-request.ts'
import { keep, quotaFacts, takeStep, termsOf } from './take-step.ts'
import { offersTo } from './terms.ts'

/** Files the caller's request, in one transaction with a look at what she filed before. */
export async function fileRequest(
  services: Services,
  caller: Caller,
  application: TeleworkApplication,
): Promise<TeleworkRequest> {
  const inForce = programmeInForce(services)
  const { id } = caller.person
  return services.database.transaction().execute(async (queries) => {
    // Two requests of one person at once would not see each other.
    await queries.selectFrom('person').select('id').where('id', '=', id).forUpdate().execute()
    const filing = await filingOf(services, queries, caller, inForce, application)
    const result = taken(core.fileRequest({ ...filing, id: randomUUID() }))
    await insertRequest(services, queries, result.request, services.clock())
    await keep(services, queries, caller, null, result)
    await forgetDraft(queries, id, { type: application.type, about: application.agreement })
    return result.request
  })
}

/** Files the caller's returned request again. */
export function correctRequest(
  services: Services,
  caller: Caller,
  id: string,
  application: TeleworkApplication,
): Promise<TeleworkRequest> {
  return takeStep(services, caller, id, async ({ queries, request, inForce }) => {
    if (request.person.id !== caller.person.id) throw new ProblemError('not-found')
    const filing = await filingOf(services, queries, caller, inForce, application)
    const result = core.correct(request, filing)
    if (result.ok) {
      await saveCorrection(services, queries, result.request, services.clock())
      await forgetDraft(queries, caller.person.id, { type: application.type, about: id })
    }
    return result
  })
}

async function filingOf(
  services: Services,
  queries: Queries,
  caller: Caller,
  inForce: ProgrammeInForce,
  application: TeleworkApplication,
): Promise<core.Filing> {
  const { id, name, department } = caller.person
  const office = inForce.configuration.departments.get(department)
  if (office === undefined) throw new ProblemError('not-in-programme')
  const person = { id, name, department }
  refuseUnknown(inForce, caller, application)
  const agreements = await agreementsOf(queries, [id], 'all')
  const rows = await selectRequests(queries).where('telework_request.person', '=', id).execute()
  return {
    at: services.clock().toISOString(),
    today: inForce.today,
    rules: inForce.rules(application.type, department),
    bodies: inForce.bodies,
    department: office,
    person,
    employment: await employmentOf(queries, id),
    application,
    deciders: idsOf(await decidersOf(queries, person, inForce.bodies)),
    quota: await quotaFacts(queries, inForce, application.type, person),
    requests: (await withRecords(services, queries, rows)).map(({ request }) => request),
    agreements,
    terms: termsOf(inForce, { application, person }, agreements),
  }
}

/** What nobody offers cannot be asked for: the list of what is to be handed over, and rules, would speak of nothing. */
function refuseUnknown(inForce: ProgrammeInForce, { person }: Caller, application: TeleworkApplication): void {
  const { workspaces, apps } = offersTo(inForce, person)
  const { form } = inForce.rules(application.type, person.department)
  const unknown = (path: string, ids: readonly string[], known: (id: string) => boolean) =>
    ids.flatMap((id, at) =>
      known(id) ? [] : [fieldFault(`${path}.${at}`, `„${id}“ steht nicht zur Wahl`, `"${id}" is not offered`)],
    )
  const fields = [
    ...unknown('apps', application.apps, (id) => apps.has(id)),
    ...unknown('equipment.needed', application.equipment?.needed ?? [], (id) =>
      form.equipment.some((item) => item.id === id),
    ),
    ...unknown('workspace', application.workspace === null ? [] : [application.workspace], (wanted) =>
      workspaces.some(({ id }) => id === wanted),
    ).map((fault) => ({ ...fault, path: 'workspace' })),
  ]
  if (fields.length > 0) throw new ProblemError('outside-programme-limits', { fields })
}
