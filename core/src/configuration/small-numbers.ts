import type { Impact, PeopleCount } from '@nahtlos/contract/configuration/impact'

/** Numbers of people below this could tell something about a single one. */
const least = 10

/**
 * What those may see who have no right to see persons: numbers are blurred already, and here the small ones go. Nobody
 * and a few are the same then, in sums as in lines: a line that is missing says "fewer than ten" and no more. Who has
 * an agreement is not told at all.
 */
export function withoutSmallNumbers(impact: Impact): Impact {
  const isSmall = (count: PeopleCount) => typeof count !== 'number' || count < least
  const hidden = (count: PeopleCount): PeopleCount => (isSmall(count) ? '<10' : count)
  return {
    ...impact,
    concerned: hidden(impact.concerned),
    losing: hidden(impact.losing),
    gaining: hidden(impact.gaining),
    lines: impact.lines
      .filter(({ people }) => !isSmall(people))
      .map((line) => ({
        ...line,
        withAgreement: null,
        departments: line.departments.filter(({ people }) => !isSmall(people)),
        groups: line.groups.filter(({ people }) => !isSmall(people)),
      })),
  }
}
