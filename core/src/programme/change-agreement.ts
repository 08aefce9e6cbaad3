import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { CalendarDate, Instant } from '@nahtlos/contract/identifiers'
import type { ProblemCode } from '@nahtlos/contract/problem'
import type { AgreementChange, ChangeWish, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { type Actor, type Bodies, partsOf } from './actor.ts'
import { builtUpon, fitsDays, homeHours } from './agreement-day.ts'
import { daysBetween, daysFrom } from './calendar-date.ts'
import { refuse, type StepRefusal } from './step-result.ts'

export type Changed = { readonly ok: true; readonly change: AgreementChange } | StepRefusal

export interface ChangeFacts {
  readonly at: Instant
  readonly today: CalendarDate
  readonly rules: ProgrammeRules
  /** The person's, with everything granted so far. */
  readonly agreement: TeleworkAgreement
}

/** The person asks for a change; where the rules grant single days by themselves it holds at once. */
export function askChange(
  facts: ChangeFacts & {
    readonly id: string
    readonly wish: ChangeWish
    readonly actor: { readonly id: string }
    /** Wishes of this agreement that wait for a decision. */
    readonly asked: readonly AgreementChange[]
  },
): Changed {
  const { agreement, wish, rules, at } = facts
  if (facts.actor.id !== agreement.person.id) return refuse('not-found')
  const code = wishFault(facts, wish)
  if (code !== null) return refuse(code)
  if (facts.asked.some((other) => other.state === 'asked' && collide(other.wish, wish))) return refuse('day-not-free')
  const granted = rules.agreement.singleDays === 'granted' && wish.kind !== 'period'
  return {
    ok: true,
    change: {
      id: facts.id,
      agreement: agreement.id,
      wish,
      state: granted ? 'granted' : 'asked',
      askedAt: at,
      decidedAt: granted ? at : null,
      decidedBy: null,
      reason: null,
    },
  }
}

/** Grants or refuses what was asked. What no longer fits can only be refused. */
export function decideChange(
  facts: ChangeFacts & {
    readonly change: AgreementChange
    readonly actor: Actor
    readonly bodies: Bodies
    readonly outcome: 'granted' | 'refused'
    readonly reason: string | null
  },
): Changed {
  const { actor, agreement, change, outcome, rules } = facts
  if (actor.id === agreement.person.id) return refuse('own-request')
  const parts = partsOf(actor, agreement.person, facts.bodies)
  if (!rules.agreement.granting.some((body) => parts.has(body))) return refuse('not-found')
  if (change.state !== 'asked') return refuse('step-passed')
  const reason = facts.reason?.trim() || null
  if (outcome === 'refused' && reason === null)
    return refuse('reason-required', [
      fieldFault('reason', 'eine Ablehnung braucht eine Begründung', 'a refusal needs a reason'),
    ])
  const code = outcome === 'granted' ? wishFault(facts, change.wish) : null
  if (code !== null) return refuse(code)
  return { ok: true, change: { ...change, state: outcome, decidedAt: facts.at, decidedBy: actor.name, reason } }
}

/** The person takes back what she asked for, or a granted change that still lies ahead. */
export function cancelChange(
  facts: Pick<ChangeFacts, 'agreement' | 'today'> & {
    readonly change: AgreementChange
    /** All of this agreement. */
    readonly changes: readonly AgreementChange[]
    readonly actor: { readonly id: string }
  },
): Changed {
  const { change, today } = facts
  if (facts.actor.id !== facts.agreement.person.id) return refuse('not-found')
  const isAhead = firstDateOf(change.wish) > today
  if (change.state !== 'asked' && !(change.state === 'granted' && isAhead)) return refuse('step-passed')
  if (change.state === 'granted' && builtUpon(facts.agreement, facts.changes, change, today).length > 0)
    return refuse('change-built-upon')
  return { ok: true, change: { ...change, state: 'cancelled' } }
}

/** What is wrong with a wish as the agreement and the rules are now; null where nothing is. */
function wishFault({ agreement, rules, today }: ChangeFacts, wish: ChangeWish): ProblemCode | null {
  if (agreement.endedAt !== null || agreement.suspendedAt !== null) return 'agreement-not-in-force'
  const within = (date: CalendarDate) => today <= date && agreement.from <= date && date <= agreement.until
  const fitsHours = ({ from, until }: { from: string; until: string }) =>
    from < until && rules.earliest <= from && until <= rules.latest
  if (wish.kind !== 'period' && rules.agreement.singleDays === 'none') return 'not-permitted'
  switch (wish.kind) {
    case 'swap': {
      if (!within(wish.gives) || !within(wish.takes)) return 'day-not-free'
      if (!fitsDays(agreement, wish)) return 'day-not-free'
      const apart = Math.abs(daysBetween(wish.gives, wish.takes))
      return apart > rules.agreement.swapWithinDays ? 'outside-programme-limits' : null
    }
    case 'day': {
      if (agreement.type !== 'mobile-work') return 'not-permitted'
      if (!within(wish.date) || homeHours(agreement, wish.date) !== null) return 'day-not-free'
      if (!fitsHours(wish)) return 'outside-programme-limits'
      const month = wish.date.slice(0, 7)
      const taken = agreement.days.filter(({ date, home }) => home && date.startsWith(month)).length
      return taken >= agreement.daysPerMonth ? 'outside-programme-limits' : null
    }
    case 'period': {
      // Mobile work has no weekly grid to be another one for some time.
      if (agreement.type !== 'telework') return 'not-permitted'
      if (!within(wish.from) || !within(wish.until) || wish.from > wish.until) return 'day-not-free'
      const fits = wish.week.length <= rules.maximumHomeDays && wish.week.every(fitsHours)
      return fits ? null : 'outside-programme-limits'
    }
  }
}

function datesOf(wish: ChangeWish): readonly CalendarDate[] {
  if (wish.kind === 'swap') return [wish.gives, wish.takes]
  return wish.kind === 'day' ? [wish.date] : []
}

function firstDateOf(wish: ChangeWish): CalendarDate {
  return wish.kind === 'period' ? wish.from : (datesOf(wish).toSorted()[0] ?? '')
}

function collide(a: ChangeWish, b: ChangeWish): boolean {
  if (a.kind === 'period' && b.kind === 'period') return a.from <= b.until && b.from <= a.until
  return datesOf(a).some((date) => datesOf(b).includes(date))
}

/** Dates for which a home day could be swapped, nearest first: those that are no home days now. */
export function swapChoices(facts: Omit<ChangeFacts, 'at'>, gives: CalendarDate): CalendarDate[] {
  const reach = facts.rules.agreement.swapWithinDays
  return Array.from({ length: 2 * reach + 1 }, (_, at) => daysFrom(gives, at - reach)).filter(
    (takes) => wishFault({ ...facts, at: '' }, { kind: 'swap', gives, takes }) === null,
  )
}
