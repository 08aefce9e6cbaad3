import type { Department } from '@nahtlos/contract/configuration/department'
import type { Programme } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate, Instant } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkApplication, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Subject } from './actor.ts'
import { chainFor, type Deciders } from './chain.ts'
import { programmeFaults } from './programme-limits.ts'
import { refuse, type StepRefusal } from './step-result.ts'

export interface Filing {
  /** The identifier of the new request. */
  readonly id: string
  readonly at: Instant
  /** The date of `at` in the city. */
  readonly today: CalendarDate
  readonly programme: Programme
  readonly department: Department
  readonly person: Subject
  readonly application: TeleworkApplication
  /** Who could decide each step of it. */
  readonly deciders: Deciders
  /** The person's requests and agreements, whatever their state. */
  readonly requests: readonly TeleworkRequest[]
  readonly agreements: readonly TeleworkAgreement[]
}

export type Filed =
  | { readonly ok: true; readonly request: TeleworkRequest; readonly record: RequestRecord }
  | StepRefusal

/** Files a telework request; it waits for the first body of the person's chain as it stands now. */
export function fileRequest(filing: Filing): Filed {
  const { programme, application, person } = filing
  if (!filing.department.telework) return refuse('not-in-programme')
  const faults = programmeFaults(programme, application, filing.today)
  if (faults.length > 0) return refuse('outside-programme-limits', faults)
  const chain = chainFor(programme.chain, filing.deciders)
  if (chain === null) return refuse('no-approver')
  const open = filing.requests.filter(({ state }) => state === 'open').map((request) => request.application)
  const running = filing.agreements.filter(({ endedAt }) => endedAt === null)
  if ([...open, ...running].some((other) => overlap(other, application))) return refuse('overlapping-request')
  const record: RequestRecord = {
    at: filing.at,
    by: { id: person.id, name: person.name },
    as: 'person',
    outcome: 'filed',
    reason: null,
  }
  const request: TeleworkRequest = {
    id: filing.id,
    person: { id: person.id, name: person.name, department: person.department },
    application,
    state: 'open',
    step: chain[0] ?? null,
    chain,
    records: [record],
  }
  return { ok: true, request, record }
}

interface Span {
  readonly from: CalendarDate
  readonly until: CalendarDate
}

function overlap(a: Span, b: Span): boolean {
  return a.from <= b.until && b.from <= a.until
}
