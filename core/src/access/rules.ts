import type { LimitBounds } from '@nahtlos/contract/access/bounds'
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
  /** The bounds that it sets. */
  readonly bounds: LimitBounds | null
  readonly refusals: readonly Refusal[]
  readonly explanation: readonly Explanation[]
  /** Whether it does nothing here: most rules do nothing to most people. */
  readonly silent: boolean
}

/** The verdict of a rule whose condition does not hold is always the same one. */
const silentOnes = new WeakMap<CompiledRule, Verdict>()

function silent(rule: CompiledRule): Verdict {
  const known = silentOnes.get(rule)
  if (known !== undefined) return known
  const made: Verdict = {
    rule,
    gives: null,
    takes: null,
    withholds: null,
    bounds: null,
    refusals: [],
    explanation: [Object.freeze(line(rule, rule.when, false, 'no-effect'))],
    silent: true,
  }
  silentOnes.set(rule, made)
  return made
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
  if (value === false) return silent(rule)
  if (value !== true) {
    return {
      rule,
      gives: null,
      takes: null,
      withholds: null,
      bounds: null,
      refusals: [],
      explanation: [line(rule, rule.when, value, 'no-effect')],
      silent: false,
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
    bounds: null,
    refusals: failed.map(({ refusal }) => ({ code: 'requirement', text: refusal, remedy: 'none' })),
    explanation: [
      ...required.map(({ condition, refusal, value: met }) => ({
        ...line(rule, condition, met, met === true ? 'no-effect' : 'refuses'),
        ...(met === true ? {} : { text: refusal }),
      })),
      line(rule, rule.when, value, holds ? 'gives' : 'no-effect', holds ? rule.rights : []),
    ],
    silent: false,
  }
}

function judgeLimit(rule: CompiledLimit, variables: ContextVariables): Verdict {
  const value = rule.when.evaluate(variables)
  if (value === false) return silent(rule)
  const refusals = refusalsOf(rule, variables)
  const rights = rule.without === 'access' ? [] : rule.without
  const effect = refusals.length > 0 ? 'refuses' : rights.length > 0 ? 'takes' : 'bounds'
  const bounds = Object.keys(rule.bounds).length > 0 ? rule.bounds : null
  return {
    rule,
    gives: null,
    withholds: null,
    takes: refusals.length > 0 ? 'access' : rights,
    bounds,
    refusals,
    explanation: [
      {
        ...line(rule, rule.when, value, effect, rights),
        ...(bounds === null ? {} : { bounds }),
        text: rule.reason,
      },
    ],
    silent: false,
  }
}

function judgeWithhold(rule: CompiledWithhold, variables: ContextVariables): Verdict {
  const value = rule.when.evaluate(variables)
  if (value === false) return silent(rule)
  return {
    rule,
    gives: null,
    takes: null,
    withholds: rule,
    bounds: null,
    refusals: [],
    explanation: [{ ...line(rule, rule.when, value, rule.beyond === null ? 'takes' : 'bounds'), text: rule.reason }],
    silent: false,
  }
}

/** A limit refuses by itself, or where the connection lacks what it demands. */
function refusalsOf(rule: CompiledLimit, variables: ContextVariables): Refusal[] {
  if (rule.without === 'access') return [{ code: 'limit', text: rule.reason, remedy: 'none' }]
  return rule.demands.flatMap((demand): Refusal[] => {
    if (demand === 'second-factor')
      return variables.secondFactor
        ? []
        : [{ code: 'second-factor-required', text: rule.reason, remedy: 'give-second-factor' }]
    return variables.device.enrolled ? [] : [{ code: 'device-required', text: rule.reason, remedy: 'none' }]
  })
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
