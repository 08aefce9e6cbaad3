import type { Explanation, Refusal } from '@nahtlos/contract/access/resolution'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { CompiledEnvironmentRule } from '../configuration/configuration.ts'
import type { ConditionValue } from './condition.ts'

/** One environment rule in one context. */
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

/**
 * Where a condition cannot be evaluated, comfort is skipped; a rule with a security action refuses the workspace,
 * because nobody knows whether it would have had to be done.
 */
export function judgeEnvironment(verdicts: readonly RuleVerdict[]): JudgedEnvironment {
  if (verdicts.length === 0) return nothing
  const unknown = verdicts.filter(({ rule, value }) => typeof value !== 'boolean' && isSecurity(rule.document))
  return {
    rules: verdicts.filter(({ value }) => value === true).map(({ rule }) => rule.document),
    refusals: unknown.map(({ rule }) => ({ code: 'limit', text: unevaluated(rule.document), remedy: 'none' })),
    explanation: verdicts.map((verdict) => line(verdict, unknown.includes(verdict))),
  }
}

const nothing: JudgedEnvironment = { rules: [], refusals: [], explanation: [] }

const isSecurity = (rule: EnvironmentRule) => rule.actions.some(({ concern }) => concern === 'security')

/** The line of a rule that does not hold is always the same one: most rules do nothing to most people. */
const silentLines = new WeakMap<CompiledEnvironmentRule, Explanation>()

function line(verdict: RuleVerdict, refuses: boolean): Explanation {
  if (verdict.value !== false) return lineOf(verdict, refuses)
  const known = silentLines.get(verdict.rule) ?? Object.freeze(lineOf(verdict, false))
  silentLines.set(verdict.rule, known)
  return known
}

function lineOf({ rule, value }: RuleVerdict, refuses: boolean): Explanation {
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
