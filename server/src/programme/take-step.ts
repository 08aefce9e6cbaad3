import { randomUUID } from 'node:crypto'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { AgreementTerms } from '@nahtlos/core/programme/progress'
import { fitsQuota, type QuotaFacts } from '@nahtlos/core/programme/quota'
import type { StepResult, StepTaken } from '@nahtlos/core/programme/step-result'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { issueDocuments } from '../documents/issue-documents.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { recordStep, taken } from './acting.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { loadRequest, saveStep } from './requests.ts'
import { insertAgreement } from './save-agreement.ts'

/** What a step is decided on, read in the same transaction. */
export interface StepFacts {
  readonly queries: Queries
  readonly request: TeleworkRequest
  /** The account of the person's line manager. */
  readonly manager: string | null
  readonly inForce: ProgrammeInForce
  readonly at: string
  readonly terms: AgreementTerms
}

/** Takes a step of a request as `decide` says. Of two steps at once the second waits for the first, and sees it. */
export async function takeStep(
  services: Services,
  caller: Caller | null,
  id: string,
  step: (facts: StepFacts) => Promise<StepResult | null>,
): Promise<TeleworkRequest> {
  const inForce = programmeInForce(services)
  return services.database.transaction().execute(async (queries) => {
    const loaded = await loadRequest(services, queries, id, 'change')
    if (loaded === null) throw new ProblemError('not-found')
    const { request, manager } = loaded
    const at = services.clock().toISOString()
    const result = await step({ queries, request, manager, inForce, at, terms: termsOf(inForce, request) })
    if (result === null) return request
    const done = taken(result)
    await keep(services, queries, caller, request, done)
    return done.request
  })
}

export function termsOf(
  inForce: ProgrammeInForce,
  { application, person }: Pick<TeleworkRequest, 'application' | 'person'>,
): AgreementTerms {
  const { daysPerMonth } = inForce.rules(application.type, person.department).agreement
  return { id: randomUUID(), daysPerMonth }
}

/** Keeps a step that was taken, with everything that follows: turns, agreement, documents, events. */
export async function keep(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  before: TeleworkRequest | null,
  { request, records, agreement }: StepTaken,
): Promise<void> {
  await saveStep(queries, request, records)
  if (agreement !== null) await insertAgreement(services, queries, caller, agreement, request.application)
  const common = { request: request.id, person: request.person.id }
  for (const record of records)
    await recordStep(services, queries, record.by === null ? null : caller, `telework.${record.outcome}`, {
      ...common,
      as: record.as,
      step: record.step,
    })
  const wasOpen = new Set(
    before?.round === request.round && before.state === 'open'
      ? before.steps.filter(({ state }) => state === 'open').map(({ number }) => number)
      : [],
  )
  for (const step of request.state === 'open' ? request.steps : [])
    if (step.state === 'open' && !wasOpen.has(step.number))
      await recordStep(services, queries, null, 'telework.step-opened', {
        ...common,
        body: step.body,
        step: step.number,
        due: step.dueAt,
      })
  await issueDocuments(services, queries, request, records, agreement)
}

/** Whether another agreement of the request's type still fits into the person's department. */
export async function quotaFits(
  queries: Queries,
  inForce: ProgrammeInForce,
  request: Pick<TeleworkRequest, 'application' | 'person'>,
): Promise<boolean> {
  const { application, person } = request
  if (application.kind !== 'first') return true
  const rules = inForce.rules(application.type, person.department)
  return fitsQuota(rules, await quotaFacts(queries, inForce, application.type, person.department))
}

export async function quotaFacts(
  queries: Queries,
  { today }: Pick<ProgrammeInForce, 'today'>,
  type: TeleworkRequest['application']['type'],
  department: string,
): Promise<QuotaFacts> {
  const { used } = await queries
    .selectFrom('telework_agreement')
    .select(({ fn }) => fn.count<number>('person').distinct().as('used'))
    .where('department', '=', department)
    .where('type', '=', type)
    .where('ended_at', 'is', null)
    .where('until_date', '>=', today)
    .executeTakeFirstOrThrow()
  const { staff } = await queries
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('staff'))
    .where('department', '=', department)
    .executeTakeFirstOrThrow()
  return { used: Number(used), staff: Number(staff) }
}
