import { type Bounds, unbounded } from '@nahtlos/contract/access/bounds'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Right } from '@nahtlos/contract/rights'
import type { Target } from '@nahtlos/contract/session/target'
import type { Configuration } from '../configuration/configuration.ts'
import { groupsOf } from './groups.ts'
import { resolve } from './resolve.ts'

/** The most that a connection may have. */
export interface Ceiling {
  readonly rights: readonly Right[]
  readonly bounds: Bounds
}

/** What a revision lets this person do with a target in this context at most; null is no access. */
export function ceiling(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  target: Target,
): Ceiling | null {
  const workspace = resolve(configuration, person, context).workspaces.find(({ id }) => id === target.workspace)
  if (!workspace?.available) return null
  if (target.app !== null && !workspace.published.includes(target.app)) return null
  return { rights: workspace.rights, bounds: workspace.bounds ?? unbounded }
}

/** Whether a revision offers this person a workspace with these apps, wherever she may be. */
export function offers(
  { workspaces, membership }: Configuration,
  person: PersonFacts,
  target: Target,
  apps: readonly string[],
): boolean {
  const workspace = workspaces.get(target.workspace)
  if (workspace === undefined) return false
  const groups = groupsOf(membership, person)
  const isMember =
    workspace.departments.has(person.department) ||
    workspace.people.has(person.account) ||
    groups.some((group) => workspace.groups.has(group))
  const known = new Set(workspace.apps.map(({ id }) => id))
  return isMember && apps.every((app) => known.has(app)) && (target.app === null || known.has(target.app))
}
