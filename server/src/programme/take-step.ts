import { randomUUID } from 'node:crypto'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { contestBodies } from '@nahtlos/core/programme/contest-bodies'
import type { AgreementTerms } from '@nahtlos/core/programme/progress'
import { fitsQuota, type QuotaFacts } from '@nahtlos/core/programme/quota'
import type { StepResult, StepTaken } from '@nahtlos/core/programme/step-result'
import { suspendedSince } from '@nahtlos/core/programme/suspension'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { issueDocuments } from '../documents/issue-documents.ts'
import type { EventKind } from '../events/event-log.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { recordStep, taken } from './acting.ts'
import { agreementsOf, holdPerson } from './agreements.ts'
import { isConfidential, openNumber } from './confidential-steps.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { loadRequest } from './requests.ts'
import { insertAgreement } from './save-agreement.ts'
import { saveStep, turnsOf } from './save-request.ts'
import { tellOfStep } from './tell-of-step.ts'

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
    const row = await queries.selectFrom('telework_request').select('person').where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    await holdPerson(queries, row.person)
    const loaded = await loadRequest(services, queries, id, 'change')
    if (loaded === null) throw new ProblemError('not-found')
    const { request, manager } = loaded
    const at = services.clock().toISOString()
    const terms = termsOf(inForce, request, await agreementsOf(queries, [row.person], 'all'))
    const result = await step({ queries, request, manager, inForce, at, terms })
    if (result === null) return request
    const done = taken(result)
    await keep(services, queries, caller, request, done)
    return done.request
  })
}

export function termsOf(
  inForce: ProgrammeInForce,
  { application, person }: Pick<TeleworkRequest, 'application' | 'person'>,
  agreements: readonly TeleworkAgreement[],
): AgreementTerms {
  const { daysPerMonth } = inForce.rules(application.type, person.department).agreement
  return { id: randomUUID(), daysPerMonth, suspendedAt: suspendedSince(agreements) }
}

/** Keeps a step that was taken, with everything that follows: turns, agreement, documents, events. */
export async function keep(
  services: Services,
  queries: Queries,
  caller: Caller | null,
  before: TeleworkRequest | null,
  { request, records, agreement }: StepTaken,
): Promise<void> {
  await saveStep(services, queries, request, records)
  if (agreement !== null) await insertAgreement(services, queries, caller, agreement, request.application)
  const common = { request: request.id, person: request.person.id }
  const note = (
    actor: Caller | null,
    kind: EventKind,
    step: number | null,
    details: object,
    bodies: readonly Slug[],
  ) =>
    // A confidential step is on record in the request's own box; the log would tell everybody who reads it.
    isConfidential(request, step)
      ? tellOfStep(services, queries, actor?.person.id ?? null, kind, { ...common, step }, bodies)
      : recordStep(services, queries, actor, kind, { ...common, ...details, step: openNumber(request, step) }, bodies)
  for (const record of records) {
    const details = { as: record.as, ...(request.state === 'returned' ? { returned: true } : {}) }
    const actor = record.by === null ? null : caller
    await note(actor, `telework.${record.outcome}`, record.step, details, toldBodies(before, request, record))
  }
  const wasOpen = new Set(
    before?.round === request.round && before.state === 'open'
      ? before.steps.filter(({ state }) => state === 'open').map(({ number }) => number)
      : [],
  )
  for (const step of request.state === 'open' ? request.steps : [])
    if (step.state === 'open' && !wasOpen.has(step.number))
      await note(null, 'telework.step-opened', step.number, { body: step.body, due: step.dueAt }, [step.body])
  await issueDocuments(services, queries, request, records, agreement)
}

/** Which bodies are told of a record: those who wait for it, or for whom somebody else now waits. */
function toldBodies(before: TeleworkRequest | null, after: TeleworkRequest, record: RequestRecord): Slug[] {
  const step = record.step === null ? undefined : after.steps[record.step]
  switch (record.outcome) {
    case 'informed':
      return [record.as]
    case 'contested':
      return [after.contest.body]
    case 'withdrawn':
      return before === null
        ? []
        : turnsOf(before).flatMap(({ body, escalated_to }) => [body, escalated_to ?? []].flat())
    case 'reminded':
    case 'escalated':
      if (after.state === 'contested')
        return contestBodies(after).slice(...(record.outcome === 'escalated' ? [-1] : [0, 1]))
      // One that a later step covers waits for nobody any more; whoever takes that step hears of it when it opens.
      if (step?.state !== 'open') return []
      return [step.escalated && step.escalateTo !== null ? step.escalateTo : step.body]
    default:
      return []
  }
}

/** Whether another agreement of the request's type still fits into the person's department. */
export async function quotaFits(
  queries: Queries,
  inForce: ProgrammeInForce,
  request: Pick<TeleworkRequest, 'application' | 'person'>,
): Promise<boolean> {
  const { application, person } = request
  const rules = inForce.rules(application.type, person.department)
  return fitsQuota(rules, await quotaFacts(queries, inForce, application.type, person))
}

/**
 * Who has a place: with an agreement that is not over, and from the decision on, though others still have to do
 * something before it becomes an agreement.
 */
export async function quotaFacts(
  queries: Queries,
  { today }: Pick<ProgrammeInForce, 'today'>,
  type: TeleworkRequest['application']['type'],
  person: Pick<TeleworkRequest['person'], 'id' | 'department'>,
): Promise<QuotaFacts> {
  const places = await sql<{ used: string; holds: boolean | null }>`
    select count(*) filter (where person <> ${person.id}) as used, bool_or(person = ${person.id} and agreed) as holds
    from (
      select person, bool_or(agreed) as agreed from (
        select person, true as agreed from telework_agreement
          where department = ${person.department} and type = ${type} and ended_at is null and until_date >= ${today}
        union all
        select telework_request.person, false from telework_request join person on person.id = telework_request.person
          where person.department = ${person.department} and type = ${type} and state in ('open', 'contested')
            and steps @> '[{"task": "decide", "state": "done"}]'
      ) as place group by person
    ) as holder`.execute(queries)
  const { staff } = await queries
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('staff'))
    .where('department', '=', person.department)
    .where('departed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const [found] = places.rows
  return { used: Number(found?.used ?? 0), staff: Number(staff), holds: found?.holds ?? false }
}
