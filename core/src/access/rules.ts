import type { Explanation, Refusal } from '@nahtlos/contract/access/resolution'
import type { Rights } from '@nahtlos/contract/rights'
import type { CompiledGrant, CompiledLimit, CompiledRule, CompiledWithhold } from '../configuration/configuration.ts'
import type { CompiledCondition, ConditionValue } from './condition.ts'
import type { ContextVariables } from './context-schema.ts'

/** What one rule does in one context; the same for every workspace that it speaks of. */
export interface Verdict {
  readonly rule: CompiledRule
  /** A grant that holds with all its requirements. */
  readonly gives: Rights | null
  /** A limit that holds, or that could not be evaluated. */
  readonly takes: 'access' | Rights | null
  /** A rule that keeps apps away and holds, or that could not be evaluated. */
  readonly withholds: CompiledWithhold | null
  readonly refusals: readonly Refusal[]
  readonly explanation: readonly Explanation[]
}

/** A rule that can't be evaluated decides for safety: a grant gives nothing, a limit takes. */
export function judge(rule: CompiledRule, variables: ContextVariables): Verdict {
  switch (rule.effect) {
    case 'grant':
      return judgeGrant(rule, variables)
    case 'limit':
      return judgeLimit(rule, variables)
    case 'withhold':
      return judgeWithhold(rule, variables)
  }
}

function judgeGrant(rule: CompiledGrant, variables: ContextVariables): Verdict {
  const value = rule.when.evaluate(variables)
  if (value !== true) {
    return {
      rule,
      gives: null,
      takes: null,
      withholds: null,
      refusals: [],
      explanation: [line(rule, rule.when, value, 'no-effect')],
    }
  }
  const required = rule.requires.map(({ condition, refusal }) => ({
    condition,
    refusal,
    value: condition.evaluate(variables),
  }))
  const failed = required.filter((requirement) => requirement.value !== true)
  const holds = failed.length === 0
  return {
    rule,
    gives: holds ? rule.rights : null,
    takes: null,
    withholds: null,
    refusals: failed.map(({ refusal }) => ({ code: 'requirement', text: refusal, remedy: 'none' })),
    explanation: [
      ...required.map(({ condition, refusal, value: met }) => ({
        ...line(rule, condition, met, met === true ? 'no-effect' : 'refuses'),
        ...(met === true ? {} : { text: refusal }),
      })),
      line(rule, rule.when, value, holds ? 'gives' : 'no-effect', holds ? rule.rights : []),
    ],
  }
}

function judgeLimit(rule: CompiledLimit, variables: ContextVariables): Verdict {
  const value = rule.when.evaluate(variables)
  if (value === false) {
    return {
      rule,
      gives: null,
      takes: null,
      withholds: null,
      refusals: [],
      explanation: [line(rule, rule.when, value, 'no-effect')],
    }
  }
  const refuses = rule.without === 'access'
  return {
    rule,
    gives: null,
    takes: rule.without,
    withholds: null,
    refusals: refuses ? [{ code: 'limit', text: rule.reason, remedy: 'none' }] : [],
    explanation: [
      {
        ...line(rule, rule.when, value, refuses ? 'refuses' : 'takes', rule.without === 'access' ? [] : rule.without),
        text: rule.reason,
      },
    ],
  }
}

function judgeWithhold(rule: CompiledWithhold, variables: ContextVariables): Verdict {
  const value = rule.when.evaluate(variables)
  const holds = value !== false
  const told = line(rule, rule.when, value, holds ? 'takes' : 'no-effect')
  return {
    rule,
    gives: null,
    takes: null,
    withholds: holds ? rule : null,
    refusals: [],
    explanation: [holds ? { ...told, text: rule.reason } : told],
  }
}

function line(
  rule: CompiledRule,
  condition: CompiledCondition,
  value: ConditionValue,
  effect: Explanation['effect'],
  rights: Rights = [],
): Explanation {
  return {
    document: `AccessRule/${rule.id}`,
    condition: condition.text,
    value,
    effect,
    rights: [...rights],
    text: rule.title,
  }
}
