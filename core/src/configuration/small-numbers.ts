import type { Impact, PeopleCount } from '@nahtlos/contract/configuration/impact'

/** Numbers of people below this could tell something about a single one. */
const least = 10

/** Hides small numbers, for those without the right to see persons. Zero tells nothing about anybody. */
export function withoutSmallNumbers(impact: Impact): Impact {
  const hidden = (count: PeopleCount): PeopleCount =>
    typeof count === 'number' && count > 0 && count < least ? '<10' : count
  const each = <T extends { readonly people: PeopleCount }>(parts: readonly T[]): T[] =>
    parts.map((part) => ({ ...part, people: hidden(part.people) }))
  return {
    ...impact,
    concerned: hidden(impact.concerned),
    losing: hidden(impact.losing),
    gaining: hidden(impact.gaining),
    lines: impact.lines.map((line) => ({
      ...line,
      people: hidden(line.people),
      withAgreement: hidden(line.withAgreement),
      departments: each(line.departments),
      groups: each(line.groups),
    })),
  }
}
