import type { CompiledCondition } from '../access/condition.ts'
import type { Configuration } from './configuration.ts'

/** The groups that a document, e.g. `AccessRule/home`, names as those of whom it speaks; each once, sorted. */
export function groupsNamed(configuration: Configuration, name: string): string[] {
  const document = configuration.all.get(name)
  const held =
    document?.kind === 'Workspace' ? document.members.groups : document?.kind === 'Role' ? document.holders.groups : []
  const inConditions = conditionsOf(configuration, name).flatMap(({ names }) =>
    names.flatMap(({ kind, id }) => (kind === 'Group' ? [id] : [])),
  )
  return [...new Set([...held, ...inConditions])].sort()
}

/** The conditions of a rule; none of any other document. */
export function conditionsOf(configuration: Configuration, name: string): CompiledCondition[] {
  const access = configuration.rules.find(({ id }) => name === `AccessRule/${id}`)
  if (access !== undefined)
    return [access.when, ...(access.effect === 'grant' ? access.requires.map(({ condition }) => condition) : [])]
  const rule =
    configuration.environment.find(({ document }) => name === `EnvironmentRule/${document.id}`) ??
    configuration.programRules.find(({ document }) => name === `ProgramRule/${document.id}`)
  return rule === undefined ? [] : [rule.when]
}
