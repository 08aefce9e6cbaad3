import type { Slug } from '@nahtlos/contract/identifiers'
import type { Bodies } from '@nahtlos/core/programme/actor'
import type { Deciders } from '@nahtlos/core/programme/chain'
import { sql } from 'kysely'
import type { Queries } from '../database/database.ts'

interface Named {
  readonly id: string
  readonly name: string
}

export type NamedDeciders = Readonly<Record<Slug, readonly Named[]>>

/** Who could act as each body for this person, by name; so many of each at most, or all. Never the person. */
export async function decidersOf(
  queries: Queries,
  person: { readonly id: string; readonly department: string },
  bodies: Bodies,
  most: number | null = 20,
): Promise<NamedDeciders> {
  const everybody = queries
    .selectFrom('person')
    .select(['id', 'name'])
    .where('person.id', '!=', person.id)
    .where('departed_at', 'is', null)

    .orderBy('name')
  const others = most === null ? everybody : everybody.limit(most)
  const found = await Promise.all(
    Object.entries(bodies).map(async ([body, { members }]): Promise<[Slug, Named[]]> => {
      if ('relation' in members) {
        const managers = others.where('account', '=', (e) =>
          e.selectFrom('person as own').select('own.manager').where('own.id', '=', person.id),
        )
        return [body, await managers.execute()]
      }
      const holders = others.where(
        'role' in members
          ? sql<boolean>`roles @> array[${members.role}]`
          : sql<boolean>`groups @> array[${members.group}]`,
      )
      const here = members.ofDepartment ? holders.where('department', '=', person.department) : holders
      return [body, await here.execute()]
    }),
  )
  return Object.fromEntries(found)
}

export function idsOf(deciders: NamedDeciders): Deciders {
  return Object.fromEntries(Object.entries(deciders).map(([body, people]) => [body, people.map(({ id }) => id)]))
}
