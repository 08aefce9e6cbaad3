import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { AgreementChange, ChangeWish, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { fitsDays, homeHours, withChanges } from './agreement-day.ts'

/** What becomes of one wish of an agreement that is replaced. */
export type Carried =
  /** It is the new agreement's from now on. */
  | { readonly id: string; readonly what: 'moved' }
  /** Part of it lies before the new one and stays; this is what the new one has of it. */
  | { readonly id: string; readonly what: 'copied'; readonly wish: ChangeWish }
  /** It does not fit into the new week, or begins before and nobody decided on it in time. */
  | { readonly id: string; readonly what: 'dropped' }

/**
 * What was granted or asked for the time of the new agreement goes over to it: a swapped day stays swapped though the
 * agreement around it is another one. `old` has its granted changes. What lies wholly before stays and is not named.
 */
export function carriedOver(
  old: TeleworkAgreement,
  changes: readonly AgreementChange[],
  next: TeleworkAgreement,
): Carried[] {
  const lasting = changes
    .filter(({ state, wish }) => (state === 'granted' || state === 'asked') && spanOf(wish).last >= next.from)
    .toSorted((a, b) => (instantOf(a) < instantOf(b) ? -1 : 1))
  const granted: AgreementChange[] = []
  return lasting.map((change): Carried => {
    const { id, state } = change
    const isWhole = spanOf(change.wish).first >= next.from
    const wish = isWhole ? change.wish : state === 'granted' ? partFrom(old, change.wish, next.from) : null
    if (wish === null || !fitsDays(withChanges(next, granted), wish)) return { id, what: 'dropped' }
    if (state === 'granted') granted.push({ ...change, wish })
    return isWhole ? { id, what: 'moved' } : { id, what: 'copied', wish }
  })
}

/** What a granted wish that begins before a date means from that date on. */
function partFrom(old: TeleworkAgreement, wish: ChangeWish, from: CalendarDate): ChangeWish | null {
  if (wish.kind === 'period') return { ...wish, from }
  if (wish.kind === 'day') return null
  // The day that is given up lies in the new agreement: there it is given up just the same.
  if (wish.gives >= from) return wish
  const hours = homeHours(old, wish.takes)
  return hours === null ? null : { kind: 'day', date: wish.takes, from: hours.from, until: hours.until }
}

function spanOf(wish: ChangeWish): { readonly first: CalendarDate; readonly last: CalendarDate } {
  if (wish.kind === 'period') return { first: wish.from, last: wish.until }
  if (wish.kind === 'day') return { first: wish.date, last: wish.date }
  const [first = wish.gives, last = wish.takes] = [wish.gives, wish.takes].toSorted()
  return { first, last }
}

function instantOf({ decidedAt, askedAt }: AgreementChange): string {
  return decidedAt ?? askedAt
}
