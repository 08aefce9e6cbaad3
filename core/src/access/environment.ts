import type { Explanation, Refusal } from '@nahtlos/contract/access/resolution'
import type { App } from '@nahtlos/contract/configuration/app'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { CompiledEnvironmentRule } from '../configuration/configuration.ts'
import type { ConditionValue } from './condition.ts'
import type { ContextVariables } from './context-schema.ts'

/** One environment rule in one context. */
export interface RuleVerdict {
  readonly rule: CompiledEnvironmentRule
  /** `later` is decided when there is a session: it looks at what only a session has. */
  readonly value: ConditionValue | 'later'
  /** The apps for whose start and end it holds; null where the condition does not look at the app. */
  readonly apps?: readonly Slug[] | null
}

/**
 * Evaluates an environment rule. One for the start and end of apps may look at the app that it is about: it is asked
 * for each app of the workspace, and holds for those for which it is true.
 */
export function environmentVerdict(
  rule: CompiledEnvironmentRule,
  variables: ContextVariables,
  apps: readonly App[],
): RuleVerdict {
  if (rule.when.readsSession && !variables.session.running) return { rule, value: 'later' }
  if (!rule.aboutApps) return { rule, value: rule.when.evaluate(variables) }
  const asked = apps.filter(({ id }) => rule.document.apps?.includes(id) ?? true)
  const values = asked.map(({ id }) => ({ id, value: rule.when.evaluate({ ...variables, app: { id } }) }))
  const failed = values.find(({ value }) => typeof value !== 'boolean')
  if (failed !== undefined) return { rule, value: failed.value }
  const holding = values.filter(({ value }) => value === true).map(({ id }) => id)
  return { rule, value: holding.length > 0, apps: holding }
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
  const unknown = verdicts.filter(({ rule, value }) => typeof value === 'object' && isSecurity(rule.document))
  return {
    rules: verdicts
      .filter(({ value }) => value === true)
      .map(({ rule, apps }) => (apps ? { ...rule.document, apps: [...apps] } : rule.document)),
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

const inSession = {
  de: 'Ob das gilt, entscheidet sich in der Sitzung.',
  en: 'Whether this applies is decided in the session.',
}

function lineOf({ rule, value: found }: RuleVerdict, refuses: boolean): Explanation {
  const value = found === 'later' ? false : found
  return {
    document: `EnvironmentRule/${rule.document.id}`,
    condition: rule.when.text,
    value,
    effect: refuses ? 'refuses' : value === true ? 'gives' : 'no-effect',
    rights: [],
    text: refuses ? unevaluated(rule.document) : found === 'later' ? inSession : rule.document.title,
  }
}

function unevaluated({ title }: EnvironmentRule): Refusal['text'] {
  return {
    de: `Ob „${title.de}“ gilt, lässt sich nicht feststellen; es gehört zur Sicherheit.`,
    en: `Whether "${title.en}" applies cannot be told; it belongs to security.`,
  }
}
