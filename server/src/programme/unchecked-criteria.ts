import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import { uncheckedCriteria } from '@nahtlos/core/programme/criteria'
import type { Queries } from '../database/database.ts'
import type { ProgrammeInForce } from './programme-in-force.ts'

/**
 * Adds, for whoever can approve now, the criteria of which the directory says nothing: the person was told that somebody
 * looks at them.
 */
export async function withUncheckedCriteria(
  queries: Queries,
  views: readonly RequestView[],
  { rules, today }: Pick<ProgrammeInForce, 'rules' | 'today'>,
): Promise<RequestView[]> {
  const asked = views.filter(({ yours, steps }) =>
    yours.some((at) => steps[at]?.task === 'approve' || steps[at]?.task === 'decide'),
  )
  if (asked.length === 0) return [...views]
  const rows = await queries
    .selectFrom('person')
    .select(['id', 'role_since', 'share_of_full_time'])
    .where('id', 'in', [...new Set(asked.map(({ person }) => person.id))])
    .where((e) => e.or([e('role_since', 'is', null), e('share_of_full_time', 'is', null)]))
    .execute()
  const unknown = new Map(rows.map((row) => [row.id, row]))
  const theirs = new Set(asked.map(({ id }) => id))
  return views.map((view) => {
    const row = theirs.has(view.id) ? unknown.get(view.person.id) : undefined
    if (row === undefined) return view
    const employment = { roleSince: row.role_since, shareOfFullTime: row.share_of_full_time }
    return {
      ...view,
      unchecked: uncheckedCriteria(rules(view.application.type, view.person.department), employment, today),
    }
  })
}
