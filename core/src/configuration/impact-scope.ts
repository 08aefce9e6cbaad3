import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { DocumentKind } from '@nahtlos/contract/configuration/document'
import { groupsOf } from '../access/groups.ts'
import { variablesFor } from '../access/resolve.ts'
import { sameDocument } from './changes.ts'
import type { ConditionalRule, Configuration, FlatWorkspace } from './configuration.ts'

/** Kinds by whose change anybody may get something else, wherever it stands. */
const everywhere: ReadonlySet<DocumentKind> = new Set(['City', 'Group', 'Zone'])

/** Tells who cannot be concerned by a draft, so that most of the staff need not be resolved. */
export interface ImpactScope {
  mayConcern(person: PersonFacts, before: Context | null, after: Context | null): boolean
}

/**
 * Where only rules and workspaces differ, somebody gets the same by both configurations if none of her workspaces
 * differs, and none of the rules that differ holds for her in either. That is asked much faster than all she gets.
 */
export function impactScope(before: Configuration, after: Configuration): ImpactScope {
  const changed = [...new Set([...before.all.keys(), ...after.all.keys()])].filter(
    (name) => !sameDocument(before.all.get(name), after.all.get(name)),
  )
  if (changed.some((name) => everywhere.has(name.split('/')[0] as DocumentKind))) return { mayConcern: () => true }
  const names = new Set(changed)
  const workspaces = new Set(
    [...new Set([...before.workspaces.keys(), ...after.workspaces.keys()])].filter(
      (id) => written(before.workspaces.get(id)) !== written(after.workspaces.get(id)),
    ),
  )
  const [former, present] = [changedRules(before, names), changedRules(after, names)]
  const mine = (configuration: Configuration, person: PersonFacts, groups: readonly string[]) =>
    [...configuration.workspaces.values()].filter(
      (workspace) =>
        workspace.departments.has(person.department) ||
        workspace.people.has(person.account) ||
        groups.some((group) => workspace.groups.has(group)),
    )
  return {
    mayConcern(person, contextBefore, contextAfter) {
      const groups = groupsOf(after.membership, person)
      const offered = [before, after].flatMap((one) => mine(one, person, groups).map(({ id }) => id))
      if (offered.some((id) => workspaces.has(id))) return true
      const holds = (configuration: Configuration, rules: readonly ConditionalRule[], context: Context | null) => {
        const relevant = rules.filter(
          (rule) =>
            (rule.department === null || rule.department === person.department) &&
            (rule.workspaces === null || offered.some((id) => rule.workspaces?.has(id))),
        )
        if (relevant.length === 0 || context === null) return false
        const variables = variablesFor(configuration, person, context)
        return variables !== null && relevant.some(({ when }) => when.evaluate(variables) !== false)
      }
      return holds(before, former, contextBefore) || holds(after, present, contextAfter)
    },
  }
}

function changedRules(configuration: Configuration, names: ReadonlySet<string>): ConditionalRule[] {
  return [
    ...configuration.rules.filter(({ id }) => names.has(`AccessRule/${id}`)),
    ...configuration.environment.filter(({ document }) => names.has(`EnvironmentRule/${document.id}`)),
    ...configuration.programRules.filter(({ document }) => names.has(`ProgramRule/${document.id}`)),
  ]
}

function written(workspace: FlatWorkspace | undefined): string {
  return JSON.stringify(workspace, (_key, value: unknown) => (value instanceof Set ? [...value].sort() : value)) ?? ''
}
