import type { Slug } from '@nahtlos/contract/identifiers'
import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'

/** Who decides on the last objection to this request: the body for it, and once that was late the other one, too. */
export function contestBodies({ contest, records }: Pick<TeleworkRequest, 'contest' | 'records'>): Slug[] {
  const began = records.findLastIndex(({ outcome }) => outcome === 'contested')
  const isLate =
    began >= 0 && records.slice(began).some(({ outcome, step }) => outcome === 'escalated' && step === null)
  return isLate && contest.escalateTo !== null ? [contest.body, contest.escalateTo] : [contest.body]
}
