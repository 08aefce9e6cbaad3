import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import type { Text } from '@nahtlos/contract/text'
import type { Decision } from '../api/telework.ts'
import type { approvalsTexts } from './texts.ts'

export type Outcome = Decision['outcome'] | 'contest-granted' | 'contest-dismissed'

/**
 * What is told to whom has just decided. One approval of several approves nothing yet: she reads who is next, as far
 * as she may know. An opinion that ends the request says so.
 */
export function decidedSentence(
  after: Pick<RequestView, 'state' | 'steps'> & { readonly person: { readonly name: string } },
  outcome: Outcome,
  t: Pick<(typeof approvalsTexts)['de'], 'done' | 'agreed' | 'next' | 'others'>,
  text: (value: Text) => string,
): string {
  const { name } = after.person
  const isOpinion = outcome === 'consented' || outcome === 'objected'
  const said = outcome === 'approved' && after.state !== 'approved' ? t.agreed(name) : t.done[outcome](name)
  if (isOpinion && (after.state === 'approved' || after.state === 'rejected'))
    return `${said} ${t.done[after.state](name)}`
  if (isOpinion || after.state !== 'open') return said
  const next = after.steps.filter(({ state, task }) => state === 'open' && task !== 'inform')
  return `${said} ${next.length === 0 ? t.others : t.next(next.map(({ title }) => text(title)).join(', '))}`
}
