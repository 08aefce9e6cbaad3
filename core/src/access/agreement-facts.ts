import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { homeHours } from '../programme/agreement-day.ts'
import { type CivilTime, minutesOf } from './civil-time.ts'

/** What the person's agreements say about one moment. Each fact includes the one before it. */
export interface AgreementFacts {
  /** An agreement holds on this date. */
  readonly exists: boolean
  /** … and has this weekday among its home days. */
  readonly today: boolean
  /** … and this minute lies within the day's home hours: from inclusive, until exclusive. */
  readonly now: boolean
  /** The highest need of those that hold on this date; `none` where none does. */
  readonly protectionNeed: 'none' | 'normal' | 'high'
  /** The agreements that hold on this date. */
  readonly holding: readonly TeleworkAgreement[]
  /** Whether one that would hold on this date is suspended; then none does. */
  readonly suspended: boolean
  /** The earliest agreement that begins later, if none holds. */
  readonly coming: TeleworkAgreement | null
  /** The latest agreement that has run out, if none holds and none comes. */
  readonly over: TeleworkAgreement | null
}

/** Only the person's own agreements count, and one that was ended counts no more, whoever hands it in. */
export function ownAgreements(person: PersonFacts): TeleworkAgreement[] {
  return person.agreements
    .filter((agreement) => agreement.person.id === person.id && agreement.endedAt === null)
    .toSorted((a, b) => (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1))
}

export function agreementFacts(person: PersonFacts, civil: CivilTime): AgreementFacts {
  const own = ownAgreements(person)
  const onDate = own.filter((agreement) => agreement.from <= civil.date && civil.date <= agreement.until)
  // One that is suspended closes them all: it is the person whose access is closed, not one of her papers.
  const holding = onDate.some(({ suspendedAt }) => suspendedAt !== null) ? [] : onDate
  const days = holding.flatMap((agreement) => homeHours(agreement, civil.date) ?? [])
  const minute = civil.hour * 60 + civil.minute
  const exists = holding.length > 0
  return {
    exists,
    today: days.length > 0,
    now: days.some((day) => minutesOf(day.from) <= minute && minute < minutesOf(day.until)),
    protectionNeed: !exists ? 'none' : holding.some((one) => one.protectionNeed === 'high') ? 'high' : 'normal',
    holding,
    suspended: holding.length === 0 && onDate.length > 0,
    coming: exists ? null : (own.find((agreement) => agreement.from > civil.date) ?? null),
    over: exists
      ? null
      : (own.filter((a) => a.until < civil.date).toSorted((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null),
  }
}
