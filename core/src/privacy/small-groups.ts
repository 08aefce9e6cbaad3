/** The smallest group of which a number may be told. */
export const smallestGroup = 10

export interface Counted {
  /** How many people it is about. */
  readonly people: number
}

/**
 * Puts groups that are too small together, and where they are too small even together, adds the smallest of the
 * others: a group left alone could be computed from the sum. Nothing at all is told of fewer people than ten.
 *
 * @returns the groups that may be told, in their order, and what is put together; null where nothing is
 */
export function withoutSmallGroups<Group extends Counted>(
  groups: readonly Group[],
): { readonly told: readonly Group[]; readonly together: readonly Group[] | null } {
  const bySize = groups.toSorted((a, b) => a.people - b.people)
  const together = new Set(bySize.filter(({ people }) => people < smallestGroup))
  for (const group of bySize) {
    if (together.size === 0 || sumOf(together) >= smallestGroup) break
    together.add(group)
  }
  const told = groups.filter((group) => !together.has(group))
  if (together.size === 0) return { told, together: null }
  return { told, together: sumOf(together) >= smallestGroup ? groups.filter((group) => together.has(group)) : null }
}

function sumOf(groups: Iterable<Counted>): number {
  let sum = 0
  for (const { people } of groups) sum += people
  return sum
}
