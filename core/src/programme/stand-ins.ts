import type { PersonId } from '@nahtlos/contract/identifiers'

/** Somebody who is away today, and whom she named as her deputy. One who named several has several of these. */
export interface Away {
  readonly person: PersonId
  readonly deputy: PersonId
}

/** Whom somebody stands in for. */
export interface Represented {
  readonly person: PersonId
  /**
   * The deputies between the two of them, away as well, without whom there would be no way from the one to the other:
   * on what is theirs she does not act for that person, for they would have chosen their own judge.
   */
  readonly through: readonly PersonId[]
}

/** For whom somebody stands in: for who named her, and for who named one of those, who is away as well; never for herself. */
export function representedBy(away: readonly Away[], deputy: PersonId): Represented[] {
  const all = [...reachedFrom(away, deputy, null)]
  return all.map((person) => ({
    person,
    through: all.filter((between) => between !== person && !reachedFrom(away, deputy, between).has(person)),
  }))
}

/** Whoever can be reached against the deputies' direction, past nobody who is `without`. */
function reachedFrom(away: readonly Away[], deputy: PersonId, without: PersonId | null): Set<PersonId> {
  const reached = new Set<PersonId>()
  const left = [deputy]
  for (let one = left.pop(); one !== undefined; one = left.pop())
    for (const { person, deputy: named } of away)
      if (named === one && person !== deputy && person !== without && !reached.has(person)) {
        reached.add(person)
        left.push(person)
      }
  return reached
}

/**
 * Those of these people who are here today, and for whoever is away her deputies who are, and theirs. No way leads
 * through the person whom it is about, but she herself may be among them.
 */
export function presentAmong(away: readonly Away[], people: readonly PersonId[], about: PersonId): PersonId[] {
  const absent = new Set(away.map(({ person }) => person))
  const asked = new Set(people)
  for (const one of asked)
    if (one !== about) for (const { person, deputy } of away) if (person === one) asked.add(deputy)
  return [...asked].filter((id) => !absent.has(id))
}
