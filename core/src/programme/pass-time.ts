import type { CalendarDate, Instant } from '@nahtlos/contract/identifiers'
import type { RequestRecord, RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { type AgreementTerms, daysLater, halt, proceed, recordOfTime } from './progress.ts'
import type { StepTaken } from './step-result.ts'

/** When time alone next does something to a request; null where it waits for people without a limit. */
export function nextDeadline(request: TeleworkRequest): Instant | null {
  if (request.state === 'contested' || request.state === 'returned') return patienceOf(request)[0]?.at ?? null
  if (request.state !== 'open') return null
  const instants = request.steps.flatMap((step) => deadlinesOf(step).map(({ at }) => at))
  return instants.toSorted()[0] ?? null
}

/**
 * Until when an objection is to be decided, or a returned request to be corrected; null where it is neither. Silence
 * never decides on an objection: it is only reminded of, and passed on where the rules say to whom. A request that nobody corrected counts as withdrawn.
 */
export function patienceUntil(request: TeleworkRequest): Instant | null {
  const { state, patience, records } = request
  if (state !== 'contested' && state !== 'returned') return null
  const began = records.findLast(({ outcome }) => outcome === state)
  return began === undefined
    ? null
    : daysLater(began.at, state === 'contested' ? patience.contest : patience.correction)
}

const told: ReadonlySet<RequestRecord['outcome']> = new Set(['reminded', 'escalated'])

/** What time still does to one that waits for a decision on an objection, or for its correction. */
function patienceOf(request: TeleworkRequest): { readonly at: Instant; readonly what: 'remind' | 'end' | 'pass-on' }[] {
  const end = patienceUntil(request)
  const began = request.records.findLastIndex(({ outcome }) => outcome === request.state)
  if (end === null || began < 0) return []
  const from = Date.parse(request.records[began]?.at ?? end)
  const half = new Date((from + Date.parse(end)) / 2).toISOString()
  const done = request.records.slice(began).filter(({ outcome, step }) => step === null && told.has(outcome)).length
  if (request.state === 'returned') {
    const withdrawal = { at: end, what: 'end' } as const
    return done === 0 ? [{ at: half, what: 'remind' }, withdrawal] : [withdrawal]
  }
  const last = { at: end, what: request.contest.escalateTo === null ? 'remind' : 'pass-on' } as const
  return [{ at: half, what: 'remind' } as const, last].slice(done)
}

/** Reminds of an objection or of a correction, passes the one on, or gives up waiting for the other. */
function passPatience(request: TeleworkRequest, at: Instant): StepTaken | null {
  const due = patienceOf(request).filter((one) => one.at <= at)
  if (due.length === 0) return null
  const record = (outcome: RequestRecord['outcome']) => recordOfTime(request, at, null, outcome)
  if (due.some(({ what }) => what === 'end')) return halt(request, 'withdrawn', [record('withdrawn')])
  const records = due.map(({ what }) => record(what === 'pass-on' ? 'escalated' : 'reminded'))
  return { ok: true, request: { ...request, records: [...request.records, ...records] }, records, agreement: null }
}

/**
 * What deadlines do that have come by `at`: remind, pass a late step on, take silence for consent where the rules say
 * so. A step that a later one of the same body covers anyway is skipped when it is passed on; one that decides never.
 * Doing it again changes nothing.
 *
 * @returns null where no deadline has come
 */
export function passTime(request: TeleworkRequest, at: Instant, terms: AgreementTerms): StepTaken | null {
  if (request.state !== 'open') return passPatience(request, at)
  const records: RequestRecord[] = []
  const steps = request.steps.map((step) => {
    let now = step
    for (const { at: due, what } of deadlinesOf(step)) {
      if (due > at) continue
      now = what === 'remind' ? { ...now, reminded: true } : late(request, now)
      records.push(recordOfTime(request, at, step, what === 'remind' ? 'reminded' : outcomeOf(step)))
    }
    return now
  })
  return records.length === 0 ? null : proceed(request, steps, records, at, terms)
}

/**
 * The end of a request that nobody decided on while the time that it asks for went by: it counts as withdrawn. An
 * objection stays, for a decision on it is a right of its own.
 *
 * @returns null where there is nothing to end
 */
export function passPeriod(request: TeleworkRequest, at: Instant, today: CalendarDate): StepTaken | null {
  if (request.state !== 'open' || request.application.until >= today) return null
  return halt(request, 'withdrawn', [recordOfTime(request, at, null, 'withdrawn')])
}

interface Deadline {
  readonly at: Instant
  readonly what: 'remind' | 'late'
}

function deadlinesOf(step: RequestStep): Deadline[] {
  if (step.state !== 'open' || step.openedAt === null || step.dueAt === null) return []
  const reminder: Deadline = { at: daysLater(step.openedAt, step.remindAfter), what: 'remind' }
  return [
    ...(step.reminded || reminder.at >= step.dueAt ? [] : [reminder]),
    ...(step.escalated ? [] : [{ at: step.dueAt, what: 'late' } as const]),
  ]
}

/** `escalated` also marks a late step that was only reminded of, so that it is told once. */
function late(request: TeleworkRequest, step: RequestStep): RequestStep {
  if (step.late === 'consent') return { ...step, state: 'done', escalated: true }
  const isCovered =
    step.late === 'escalate' &&
    step.task === 'approve' &&
    request.steps.some(
      (other) =>
        other !== step &&
        other.body === step.escalateTo &&
        other.state !== 'done' &&
        (other.task === 'approve' || other.task === 'decide'),
    )
  return { ...step, escalated: true, ...(isCovered ? { state: 'skipped' } : {}) }
}

function outcomeOf(step: RequestStep): RequestRecord['outcome'] {
  if (step.late === 'consent') return 'lapsed'
  return step.late === 'escalate' ? 'escalated' : 'reminded'
}
