import type { Body } from '@nahtlos/contract/configuration/programme'
import type { Slug } from '@nahtlos/contract/identifiers'
import { isOneOf, mayStandIn } from '@nahtlos/core/programme/actor'
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { Principal } from './acting.ts'

/** For which people somebody is of a body: for all, for one department, for those she manages, or for nobody. */
export type Reach = 'all' | 'department' | 'managed' | null

/** The same rules as `partsOf` in core, for many people at once. */
export function reachOf(principal: Principal, { members }: Body): Reach {
  if ('relation' in members) return 'managed'
  if (!isOneOf(principal, members)) return null
  return members.ofDepartment ? 'department' : 'all'
}

/** Whether a row's person is one for whom the principal is of the body. */
export function reaches(
  e: ExpressionBuilder<Tables, 'person'>,
  principal: Principal,
  reach: Exclude<Reach, null>,
): Expression<SqlBool> {
  const other = e('person.id', 'not in', [principal.id, ...principal.through])
  if (reach === 'all') return other
  if (reach === 'department') return e.and([other, e('person.department', '=', principal.department)])
  return e.and([other, e('person.manager', '=', principal.account)])
}

/** Each principal with each body that she is of for anybody, and for whom the first one, who acts, may stand in. */
export function partsOfAll(
  principals: readonly Principal[],
  bodies: Readonly<Record<Slug, Body>>,
): { readonly principal: Principal; readonly body: Slug; readonly reach: Exclude<Reach, null> }[] {
  const [actor] = principals
  return principals.flatMap((principal) =>
    Object.entries(bodies).flatMap(([body, definition]) => {
      const isHers = principal === actor || (actor !== undefined && mayStandIn(actor, definition))
      const reach = isHers ? reachOf(principal, definition) : null
      return reach === null ? [] : { principal, body, reach }
    }),
  )
}
