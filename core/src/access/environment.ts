import type { Explanation, Refusal } from '@nahtlos/contract/access/resolution'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { CompiledEnvironmentRule, Configuration, FlatWorkspace } from '../configuration/configuration.ts'
import type { ConditionValue } from './condition.ts'
import type { ContextVariables } from './context-schema.ts'

/** One environment rule in one context; the same for every workspace that it speaks of. */
export interface RuleVerdict {
  readonly rule: CompiledEnvironmentRule
  readonly value: ConditionValue
}

/** Which of the environment rules apply to one workspace, and why. */
export interface JudgedEnvironment {
  readonly rules: readonly EnvironmentRule[]
  readonly refusals: readonly Refusal[]
  readonly explanation: readonly Explanation[]
}

export function judgeEnvironment(configuration: Configuration, variables: ContextVariables): RuleVerdict[] {
  return configuration.environment
    .filter(({ document }) => document.on.some((trigger) => trigger !== 'host-start'))
    .map((rule) => ({ rule, value: rule.when.evaluate(variables) }))
}

/**
 * Where a condition cannot be evaluated, comfort is skipped; a rule with a security action refuses the workspace,
 * because nobody knows whether it would have had to be done.
 */
export function environmentOf(workspace: FlatWorkspace, verdicts: readonly RuleVerdict[]): JudgedEnvironment {
  const relevant = verdicts.filter(({ rule }) => rule.workspaces === null || rule.workspaces.has(workspace.id))
  const unknown = relevant.filter(({ rule, value }) => typeof value !== 'boolean' && isSecurity(rule.document))
  return {
    rules: relevant.filter(({ value }) => value === true).map(({ rule }) => rule.document),
    refusals: unknown.map(({ rule }) => ({ code: 'limit', text: unevaluated(rule.document), remedy: 'none' })),
    explanation: relevant.map((verdict) => line(verdict, unknown.includes(verdict))),
  }
}

const isSecurity = (rule: EnvironmentRule) => rule.actions.some(({ concern }) => concern === 'security')

function line({ rule, value }: RuleVerdict, refuses: boolean): Explanation {
  return {
    document: `EnvironmentRule/${rule.document.id}`,
    condition: rule.when.text,
    value,
    effect: refuses ? 'refuses' : value === true ? 'gives' : 'no-effect',
    rights: [],
    text: refuses ? unevaluated(rule.document) : rule.document.title,
  }
}

function unevaluated({ title }: EnvironmentRule): Refusal['text'] {
  return {
    de: `Ob „${title.de}“ gilt, lässt sich nicht feststellen; es gehört zur Sicherheit.`,
    en: `Whether "${title.en}" applies cannot be told; it belongs to security.`,
  }
}
