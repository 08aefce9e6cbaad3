import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'
import { openCheck } from './checks.ts'

type Summary = NonNullable<RequestView['homeWorkplace']>

/** The body whose business a workplace at home is. */
const safety = 'occupational-safety'

/** Adds, where it is the turn of occupational safety, where the person's checklist stands; nobody else learns of it. */
export async function withHomeSummaries(
  services: Services,
  queries: Queries,
  views: readonly RequestView[],
): Promise<RequestView[]> {
  const asked = views.filter(({ yours, steps }) => yours.some((at) => steps[at]?.body === safety))
  if (asked.length === 0) return [...views]
  const rows = await queries
    .selectFrom('home_check')
    .distinctOn('person')
    .select(['person', 'id', 'state', 'sealed', 'valid_until', 'grace_until'])
    .where('state', '!=', 'superseded')
    .where('person', 'in', [...new Set(asked.map(({ person }) => person.id))])
    .orderBy('person')
    .orderBy('filed_at', 'desc')
    .execute()
  const found = new Map(
    rows.map(({ person, id, state, sealed, valid_until, grace_until }): [string, Summary] => [
      person,
      {
        state: state as Summary['state'],
        differs: openCheck(services, id, sealed).answers.filter(({ yes }) => !yes).length,
        until: state === 'accepted' ? earlier(valid_until, grace_until) : null,
      },
    ]),
  )
  const none: Summary = { state: 'none', differs: 0, until: null }
  const theirs = new Set(asked.map(({ id }) => id))
  return views.map((view) =>
    theirs.has(view.id) ? { ...view, homeWorkplace: found.get(view.person.id) ?? none } : view,
  )
}

/** A home that changed holds no longer than its grace. */
function earlier(validUntil: string | null, graceUntil: string | null): string | null {
  return validUntil !== null && graceUntil !== null && graceUntil < validUntil ? graceUntil : validUntil
}
