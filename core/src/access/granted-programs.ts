import type { ProgramSet, SessionPrograms } from '@nahtlos/contract/session/programs'

/** What a session may start with what was approved for its person: what a rule forbids stays forbidden. */
export function grantedPrograms(programs: SessionPrograms, granted: readonly ProgramSet[]): SessionPrograms {
  if (granted.length === 0) return programs
  const { allow } = programs
  return {
    ...programs,
    allow: {
      packages: unique([...allow.packages, ...granted.flatMap(({ packages }) => packages)]),
      paths: unique([...allow.paths, ...granted.flatMap(({ paths }) => paths)]),
    },
  }
}

const unique = (names: readonly string[]) => [...new Set(names)].sort()
