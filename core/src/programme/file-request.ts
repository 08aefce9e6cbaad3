import type { Department } from '@nahtlos/contract/configuration/department'
import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import type { CalendarDate, Instant, Slug } from '@nahtlos/contract/identifiers'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Bodies, Subject } from './actor.ts'
import { bodyInstead, chainFor, type Deciders } from './chain.ts'
import { criteriaFor, type Employment } from './criteria.ts'
import { missingParts, programmeFaults } from './programme-limits.ts'
import { type AgreementTerms, proceed } from './progress.ts'
import { fitsQuota, type QuotaFacts } from './quota.ts'
import { isRenewable } from './renewal.ts'
import { refuse, type StepRefusal, type StepResult } from './step-result.ts'
import { suspendedSince } from './suspension.ts'
import { recordOfPerson } from './withdraw.ts'

/** What is known when somebody files a request or corrects it. */
export interface Filing {
  readonly at: Instant
  /** The date of `at` in the city. */
  readonly today: CalendarDate
  readonly rules: ProgrammeRules
  readonly bodies: Bodies
  readonly department: Department
  readonly person: Subject
  readonly employment: Employment
  readonly application: TeleworkApplication
  /** Who could act as each body. */
  readonly deciders: Deciders
  readonly quota: QuotaFacts
  /** The person's requests and agreements, whatever their state. */
  readonly requests: readonly TeleworkRequest[]
  readonly agreements: readonly TeleworkAgreement[]
  readonly terms: AgreementTerms
}

/** Files a request; it waits for the first bodies of the person's chain as it stands now. `id` is the new request's. */
export function fileRequest(filing: Filing & { readonly id: string }): StepResult {
  const { person, application, rules } = filing
  const checked = check(filing, filing.requests)
  if (!checked.ok) return checked
  const request: TeleworkRequest = {
    id: filing.id,
    person: { id: person.id, name: person.name, department: person.department },
    application,
    state: 'open',
    round: 1,
    steps: [],
    records: [],
    contest: contestOf(filing, checked.contestBody),
    detailedLength: rules.refusal.detailedLength,
    patience: patienceOf(filing),
  }
  const record = recordOfPerson(request, filing.at, person, 'filed', null)
  return proceed(request, checked.steps, [record], filing.at, filing.terms)
}

function contestOf({ rules, bodies }: Filing, body: Slug): TeleworkRequest['contest'] {
  const { contestDays: days, contestEscalateTo } = rules.refusal
  const escalateTo = contestEscalateTo === body ? null : contestEscalateTo
  return { body, title: bodies[body]?.title ?? { de: body, en: body }, days, escalateTo }
}

function patienceOf({ rules }: Filing): TeleworkRequest['patience'] {
  return { contest: rules.refusal.contestDecisionDays, correction: rules.form.returnedDays }
}

/** Files a returned request again with what was corrected; everybody is asked anew, by the rules of now. */
export function correct(request: TeleworkRequest, filing: Filing): StepResult {
  const { person, application, at } = filing
  if (person.id !== request.person.id) return refuse('not-found')
  if (request.state !== 'returned') return refuse('step-passed')
  const checked = check(
    filing,
    filing.requests.filter(({ id }) => id !== request.id),
  )
  if (!checked.ok) return checked
  // Another type would be another request, decided by other rules than those that this one was returned by.
  if (application.type !== request.application.type || application.kind !== request.application.kind)
    return refuse('outside-programme-limits', [
      fieldFault('type', 'bleibt bei einer Korrektur, wie es war', 'stays as it was in a correction'),
    ])
  const next: TeleworkRequest = {
    ...request,
    application,
    round: request.round + 1,
    contest: contestOf(filing, checked.contestBody),
    detailedLength: filing.rules.refusal.detailedLength,
    patience: patienceOf(filing),
  }
  return proceed(next, checked.steps, [recordOfPerson(next, at, person, 'corrected', null)], at, filing.terms)
}

/** Everything that can be said against an application, in the order in which it helps to hear it. */
function check(
  filing: Filing,
  others: readonly TeleworkRequest[],
): { readonly ok: true; readonly steps: RequestStep[]; readonly contestBody: Slug } | StepRefusal {
  const { rules, application, person, today } = filing
  if (!filing.department.telework || !rules.offered) return refuse('not-in-programme')
  const unmet = criteriaFor(rules, filing.employment, today).filter(({ met }) => met === false)
  if (unmet.length > 0)
    return refuse(
      'criteria-unmet',
      unmet.map(({ id, text }) => ({ path: id, message: text })),
    )
  const missing = missingParts(rules, application)
  if (missing.length > 0) return refuse('application-incomplete', missing)
  const faults = programmeFaults(rules, application, today)
  if (faults.length > 0) return refuse('outside-programme-limits', faults)
  const running = filing.agreements.filter(({ endedAt }) => endedAt === null)
  const continued = running.find(({ id, type }) => id === application.agreement && type === application.type)
  if (application.kind !== 'first' && continued === undefined) return refuse('not-found')
  if (application.kind === 'renewal' && continued !== undefined && !isRenewable(continued, today))
    return refuse('agreement-not-in-force')
  if (application.kind === 'change' && continued !== undefined && continued.until < today)
    return refuse('agreement-not-in-force')
  // What is suspended is neither renewed nor changed: that would be a way around whoever suspended it.
  if (application.kind !== 'first' && suspendedSince(filing.agreements) !== null)
    return refuse('agreement-not-in-force')
  const open = others.filter(({ state }) => state === 'open' || state === 'returned' || state === 'contested')
  const replaced = application.kind === 'change' ? application.agreement : null
  const spans = [...open.map((request) => request.application), ...running.filter(({ id }) => id !== replaced)].filter(
    ({ type }) => type === application.type,
  )
  if (spans.some((other) => overlap(other, application))) return refuse('overlapping-request')
  if (!fitsQuota(rules, filing.quota)) return refuse('quota-reached')
  const chain = chainFor({
    rules,
    bodies: filing.bodies,
    application,
    department: person.department,
    deciders: filing.deciders,
  })
  if (!chain.ok)
    return refuse(
      'no-approver',
      chain.without.map((body) => unfilledFault(body, filing)),
    )
  const contestBody = bodyInstead(rules.refusal.contestBody, filing)
  if ((filing.deciders[contestBody] ?? []).length === 0)
    return refuse('no-approver', [unfilledFault(contestBody, filing)])
  return { ...chain, contestBody }
}

/** Names the body that lacks somebody, so that whoever is asked for help knows where. */
function unfilledFault(body: Slug, { bodies }: Pick<Filing, 'bodies'>): FieldFault {
  const title = bodies[body]?.title ?? { de: body, en: body }
  return fieldFault('chain', `niemand ist frei als ${title.de}`, `nobody is free as ${title.en}`)
}

interface Span {
  readonly from: CalendarDate
  readonly until: CalendarDate
}

function overlap(a: Span, b: Span): boolean {
  return a.from <= b.until && b.from <= a.until
}
