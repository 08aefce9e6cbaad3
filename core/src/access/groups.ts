import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { Group } from '@nahtlos/contract/configuration/group'
import type { Slug } from '@nahtlos/contract/identifiers'

/** What the documents say about who is in which group. */
export interface GroupMembership {
  /** Each declared group with all that it extends, itself first. */
  readonly closure: ReadonlyMap<Slug, readonly Slug[]>
  /** The groups that name somebody by account. */
  readonly ofAccount: ReadonlyMap<string, readonly Slug[]>
}

export function groupMembership(groups: readonly Group[]): GroupMembership {
  const byId = new Map(groups.map((group) => [group.id, group]))
  const closureOf = (id: Slug): Slug[] => {
    const found = new Set<Slug>()
    const add = (next: Slug) => {
      if (found.has(next)) return
      found.add(next)
      for (const wider of byId.get(next)?.extends ?? []) add(wider)
    }
    add(id)
    return [...found]
  }
  const ofAccount = new Map<string, Slug[]>()
  for (const { id, people } of groups)
    for (const account of people) ofAccount.set(account, [...(ofAccount.get(account) ?? []), id])
  return { closure: new Map(groups.map(({ id }) => [id, closureOf(id)])), ofAccount }
}

/** The groups of a person: those of the directory, those whose documents name her, and what all of them extend. */
export function groupsOf({ closure, ofAccount }: GroupMembership, person: PersonFacts): readonly Slug[] {
  if (closure.size === 0) return person.groups
  const named = ofAccount.get(person.account) ?? none
  // Mostly she has two or three, none of which extends another: then there is nothing to put together.
  if (named.length === 0 && person.groups.every((id) => (closure.get(id)?.length ?? 1) === 1)) return person.groups
  const found = new Set<Slug>()
  for (const groups of [person.groups, named])
    for (const id of groups) {
      const wider = closure.get(id)
      if (wider === undefined) found.add(id)
      else for (const one of wider) found.add(one)
    }
  return [...found]
}

const none: readonly Slug[] = []
