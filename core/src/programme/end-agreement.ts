import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { CalendarDate, Instant, Slug } from '@nahtlos/contract/identifiers'
import type {
  AgreementOutcome,
  AgreementRecord,
  TeleworkAgreement,
} from '@nahtlos/contract/programme/telework-agreement'
import { type Actor, type Bodies, type Parts, partsOf } from './actor.ts'
import { daysFrom } from './calendar-date.ts'
import { germanDate } from './german-date.ts'
import { refuse, type StepRefusal } from './step-result.ts'

export type AgreementStep =
  | {
      readonly ok: true
      readonly agreement: TeleworkAgreement
      /** Null where it was so before: asking twice changes nothing. */
      readonly record: AgreementRecord | null
    }
  | StepRefusal

export interface AgreementFacts {
  readonly at: Instant
  readonly today: CalendarDate
  readonly actor: Actor
  readonly bodies: Bodies
  readonly rules: Pick<ProgrammeRules, 'agreement'>
  readonly reason: string | null
}

/** Ends one's own agreement at once, without a word; what is over already stays as it is. */
export function endAgreement(agreement: TeleworkAgreement, facts: AgreementFacts): AgreementStep {
  if (facts.actor.id !== agreement.person.id) return notHers(agreement, facts)
  if (!inForce(agreement, facts.today)) return { ok: true, agreement, record: null }
  return step({ ...agreement, endedAt: facts.at }, facts, 'person', 'ended')
}

/** Gives notice of one's own agreement: `until` is its last day. */
export function giveNotice(agreement: TeleworkAgreement, facts: AgreementFacts, until: CalendarDate): AgreementStep {
  if (facts.actor.id !== agreement.person.id) return notHers(agreement, facts)
  if (!inForce(agreement, facts.today)) return refuse('agreement-not-in-force')
  if (until < facts.today || until >= agreement.until)
    return refuse('outside-programme-limits', untilFault(facts.today))
  return step({ ...agreement, until }, facts, 'person', 'notice-given')
}

/** Takes an agreement back, with notice and a reason. */
export function revoke(agreement: TeleworkAgreement, facts: AgreementFacts, until: CalendarDate): AgreementStep {
  const as = bodyOf(agreement, facts, facts.rules.agreement.revoking)
  if (typeof as !== 'string') return as
  if (!inForce(agreement, facts.today)) return refuse('agreement-not-in-force')
  const earliest = noticeFrom(facts)
  if (until < earliest || until >= agreement.until) return refuse('outside-programme-limits', untilFault(earliest))
  return withReason(facts) ?? step({ ...agreement, until }, facts, as, 'revoked')
}

/** Closes access at once for the sake of security; the agreement itself goes on. */
export function suspend(agreement: TeleworkAgreement, facts: AgreementFacts): AgreementStep {
  const as = bodyOf(agreement, facts, facts.rules.agreement.suspending)
  if (typeof as !== 'string') return as
  if (agreement.suspendedAt !== null) return { ok: true, agreement, record: null }
  if (!inForce(agreement, facts.today)) return refuse('agreement-not-in-force')
  return withReason(facts) ?? step({ ...agreement, suspendedAt: facts.at }, facts, as, 'suspended')
}

/** Opens a suspended agreement again. */
export function resume(agreement: TeleworkAgreement, facts: AgreementFacts): AgreementStep {
  const as = bodyOf(agreement, facts, facts.rules.agreement.suspending)
  if (typeof as !== 'string') return as
  if (agreement.suspendedAt === null) return { ok: true, agreement, record: null }
  return withReason(facts) ?? step({ ...agreement, suspendedAt: null }, facts, as, 'resumed')
}

/** The earliest last day that a revocation can set. */
export function noticeFrom({ today, rules }: Pick<AgreementFacts, 'today' | 'rules'>): CalendarDate {
  return daysFrom(today, rules.agreement.noticeDays)
}

/** Whether it is neither ended nor run out. */
export function inForce(agreement: TeleworkAgreement, today: CalendarDate): boolean {
  return agreement.endedAt === null && today <= agreement.until
}

/** The bodies of which somebody may know of an agreement: those that grant, suspend or revoke. */
export function isConcerned(parts: Parts, { agreement }: Pick<ProgrammeRules, 'agreement'>): boolean {
  return [...agreement.granting, ...agreement.suspending, ...agreement.revoking].some((body) => parts.has(body))
}

function bodyOf(agreement: TeleworkAgreement, facts: AgreementFacts, bodies: readonly Slug[]): Slug | StepRefusal {
  if (facts.actor.id === agreement.person.id) return refuse('own-request')
  const parts = partsOf(facts.actor, agreement.person, facts.bodies)
  const as = bodies.find((body) => parts.has(body))
  return as ?? refuse(isConcerned(parts, facts.rules) ? 'not-permitted' : 'not-found')
}

function notHers(agreement: TeleworkAgreement, facts: AgreementFacts): StepRefusal {
  const parts = partsOf(facts.actor, agreement.person, facts.bodies)
  return refuse(isConcerned(parts, facts.rules) ? 'not-permitted' : 'not-found')
}

function withReason({ reason }: AgreementFacts): StepRefusal | null {
  if (reason?.trim()) return null
  return refuse('reason-required', [fieldFault('reason', 'hier ist eine Begründung nötig', 'this needs a reason')])
}

function untilFault(earliest: CalendarDate): StepRefusal['fields'] {
  return [
    fieldFault(
      'until',
      `ab ${germanDate(earliest)} und vor dem jetzigen Ende`,
      `from ${earliest} on, and before the present end`,
    ),
  ]
}

function step(
  agreement: TeleworkAgreement,
  { at, actor, reason }: AgreementFacts,
  as: Slug,
  outcome: AgreementOutcome,
): AgreementStep {
  const by = { id: actor.id, name: actor.name }
  return { ok: true, agreement, record: { at, by, as, outcome, reason: reason?.trim() || null } }
}
