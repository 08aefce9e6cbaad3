import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { DocumentKind } from '@nahtlos/contract/configuration/document'
import type { CompiledCondition } from '../access/condition.ts'
import { groupsOf } from '../access/groups.ts'
import { variablesFor } from '../access/resolve.ts'
import { sameDocument } from './changes.ts'
import type { ConditionalRule, Configuration, FlatWorkspace } from './configuration.ts'

/** Kinds by whose change anybody may get something else, wherever it stands. */
const everywhere: ReadonlySet<DocumentKind> = new Set(['City', 'Group', 'Zone'])

/** The same person by the same rules, in the same two contexts. */
export interface ContextPair {
  readonly before: Context | null
  readonly after: Context | null
}

/** Tells who cannot be concerned by a draft, so that most of the staff need not be resolved. */
export interface ImpactScope {
  /** For each pair of contexts, whether this person may get something else there. */
  mayConcern(person: PersonFacts, pairs: readonly ContextPair[]): readonly boolean[]
  /** Whether people of the same department, groups and roles may be told apart by their names. */
  readonly readsAccounts: boolean
}

/**
 * Where only rules and workspaces differ, somebody gets the same by both configurations if none of her workspaces
 * differs, and none of the rules that differ holds for her in either. That is asked much faster than all she gets.
 */
export function impactScope(before: Configuration, after: Configuration): ImpactScope {
  const changed = [...new Set([...before.all.keys(), ...after.all.keys()])].filter(
    (name) => !sameDocument(before.all.get(name), after.all.get(name)),
  )
  if (changed.some((name) => everywhere.has(name.split('/')[0] as DocumentKind)))
    return { readsAccounts: false, mayConcern: (_person, pairs) => pairs.map(() => true) }
  const names = new Set(changed)
  const workspaces = new Set(
    [...new Set([...before.workspaces.keys(), ...after.workspaces.keys()])].filter(
      (id) => written(before.workspaces.get(id)) !== written(after.workspaces.get(id)),
    ),
  )
  const [former, present] = [changedRules(before, names), changedRules(after, names)]
  const relevantTo = (rules: readonly ConditionalRule[], person: PersonFacts, offered: readonly FlatWorkspace[]) =>
    rules.filter(
      (rule) =>
        (rule.department === null || rule.department === person.department) &&
        (rule.workspaces === null || offered.some(({ id }) => rule.workspaces?.has(id))),
    )
  return {
    readsAccounts:
      [before, after].some(namesPeople) ||
      [...former, ...present].some(({ when }) => when.reads.has('person') || when.reads.has('person.account')),
    mayConcern(person, pairs) {
      const groups = groupsOf(after.membership, person)
      const offered = [before, after].flatMap((one) => offeredTo(one, person, groups))
      if (offered.some(({ id }) => workspaces.has(id))) return pairs.map(() => true)
      const [hers, hersNow] = [relevantTo(former, person, offered), relevantTo(present, person, offered)]
      return pairs.map(
        (contexts) => holds(before, hers, person, contexts.before) || holds(after, hersNow, person, contexts.after),
      )
    },
  }
}

function offeredTo(configuration: Configuration, person: PersonFacts, groups: readonly string[]): FlatWorkspace[] {
  return [...configuration.workspaces.values()].filter(
    (workspace) =>
      workspace.departments.has(person.department) ||
      workspace.people.has(person.account) ||
      groups.some((group) => workspace.groups.has(group)),
  )
}

/** Whether workspaces or groups name people. */
function namesPeople({ workspaces, membership }: Configuration): boolean {
  return membership.ofAccount.size > 0 || [...workspaces.values()].some(({ people }) => people.size > 0)
}

/** Whether one of these rules does something to this person there, or cannot be evaluated. */
function holds(
  configuration: Configuration,
  rules: readonly ConditionalRule[],
  person: PersonFacts,
  context: Context | null,
): boolean {
  if (rules.length === 0 || context === null) return false
  const variables = variablesFor(configuration, person, context)
  // One that looks at the app in question is true of some app or other.
  return variables !== null && rules.some(({ when }) => looksAtApp(when) || when.evaluate(variables) !== false)
}

function looksAtApp({ reads }: CompiledCondition): boolean {
  return reads.has('app.id') || reads.has('app')
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
