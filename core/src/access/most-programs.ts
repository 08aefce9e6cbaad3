import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { SessionNetwork } from '@nahtlos/contract/session/network'
import type { ProgramSet, SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Configuration } from '../configuration/configuration.ts'
import { resolve } from './resolve.ts'

/** What a revision lets the sessions of a workspace start, and reach, at most. */
export interface MostPrograms {
  readonly programs: SessionPrograms
  readonly network: SessionNetwork
}

/**
 * Wherever the person may be: what any rule could allow is allowed, and denied is what always is. Null where there is
 * no such workspace.
 */
export function mostPrograms({ workspaces, programRules }: Configuration, id: string): MostPrograms | null {
  const workspace = workspaces.get(id)
  if (workspace === undefined) return null
  const rules = programRules.filter((rule) => rule.workspaces === null || rule.workspaces.has(id))
  const sets = (chosen: typeof rules) => chosen.map(({ document: { packages, paths } }) => ({ packages, paths }))
  const { deny, allow, forbid } = workspace.programs
  const allowing = rules.filter(({ document }) => document.effect === 'allow')
  const always = rules.filter(
    ({ document, when }) => document.effect === 'deny' && !document.audit && when.text.trim() === 'true',
  )
  return {
    programs: { deny, allow: union(allow, ...sets(allowing)), forbid: union(forbid, ...sets(always)) },
    network: workspace.network,
  }
}

/** From where she is. Null where the workspace is not hers. */
export function programsFrom(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  id: string,
): SessionPrograms | null {
  return resolve(configuration, person, context).workspaces.find((one) => one.id === id)?.programs ?? null
}

/** Nothing that either denies can be started, and only what both allow is allowed. What the first watches is watched. */
export function stricterPrograms(one: SessionPrograms, other: SessionPrograms): SessionPrograms {
  return {
    deny: union(one.deny, other.deny),
    allow: {
      packages: one.allow.packages.filter((name) => other.allow.packages.includes(name)),
      paths: one.allow.paths.filter((path) => other.allow.paths.includes(path)),
    },
    forbid: union(one.forbid, other.forbid),
    ...(one.watch === undefined ? {} : { watch: one.watch }),
  }
}

function union(...sets: readonly ProgramSet[]): ProgramSet {
  const all = (names: readonly (readonly string[])[]) => [...new Set(names.flat())]
  return { packages: all(sets.map(({ packages }) => packages)), paths: all(sets.map(({ paths }) => paths)) }
}
