import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { Deciders } from '@nahtlos/core/programme/chain'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../database/tables.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** Who could decide each step of this person's request, by name; twenty of each at most. Never the person. */
export async function decidersOf(
  database: Kysely<Tables>,
  person: { readonly id: string; readonly department: string },
): Promise<Readonly<Record<ApprovalStep, readonly Named[]>>> {
  const others = database
    .selectFrom('person')
    .select(['id', 'name'])
    .where('person.id', '!=', person.id)
    .orderBy('name')
    .limit(20)
  const managers = others.where('account', '=', (e) =>
    e.selectFrom('person as own').select('own.manager').where('own.id', '=', person.id),
  )
  const heads = others.where('department', '=', person.department).where(holds('head-of-department'))
  return {
    'line-manager': await managers.execute(),
    'head-of-department': await heads.execute(),
    it: await others.where(holds('it-approver')).execute(),
  }
}

export function idsOf(deciders: Readonly<Record<ApprovalStep, readonly Named[]>>): Deciders {
  const ids = (step: ApprovalStep) => deciders[step].map(({ id }) => id)
  return { 'line-manager': ids('line-manager'), 'head-of-department': ids('head-of-department'), it: ids('it') }
}

const holds = (role: string) => sql<boolean>`${role} = any(roles)`
