import type { Explanation } from '@nahtlos/contract/access/resolution'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { CompiledProgramRule, FlatWorkspace } from '../configuration/configuration.ts'
import type { ConditionValue } from './condition.ts'

/** One program rule in one context. */
export interface ProgramVerdict {
  readonly rule: CompiledProgramRule
  readonly value: ConditionValue
}

/** Which installed programs a workspace's sessions may start. A denial that cannot be evaluated denies. */
export function programsOf(
  workspace: FlatWorkspace,
  verdicts: readonly ProgramVerdict[],
): { readonly programs: SessionPrograms; readonly explanation: readonly Explanation[] } {
  if (verdicts.length === 0) return { programs: workspace.programs, explanation: [] }
  const holding = (effect: 'deny' | 'allow') =>
    verdicts
      .filter(
        ({ rule, value }) =>
          rule.document.effect === effect && (value === true || (effect === 'deny' && value !== false)),
      )
      .map(({ rule }) => rule.document)
      .filter(({ audit }) => !audit)
  const watched = verdicts.filter(({ rule, value }) => isTriedOut(rule) && value !== false)
  const { deny, allow } = workspace.programs
  const allowed = holding('allow')
  const denied = holding('deny')
  return {
    programs: {
      deny,
      allow: {
        packages: unique([...allow.packages, ...allowed.flatMap(({ packages }) => packages)]),
        paths: unique([...allow.paths, ...allowed.flatMap(({ paths }) => paths)]),
      },
      forbid: {
        packages: unique(denied.flatMap(({ packages }) => packages)),
        paths: unique(denied.flatMap(({ paths }) => paths)),
      },
      ...(watched.length === 0
        ? {}
        : { watch: watched.map(({ rule: { document } }) => watchOf(document)).sort((a, b) => order(a.rule, b.rule)) }),
    },
    explanation: verdicts.map(line),
  }
}

/** It denies nothing: what it would refuse is only told. */
const isTriedOut = ({ document }: CompiledProgramRule) => document.effect === 'deny' && document.audit

function watchOf({ id, packages, paths }: CompiledProgramRule['document']) {
  return { rule: id, packages: [...packages], paths: [...paths] }
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** The line of a rule that does not hold is always the same one. */
const silentLines = new WeakMap<CompiledProgramRule, Explanation>()

function line(verdict: ProgramVerdict): Explanation {
  if (verdict.value !== false) return lineOf(verdict)
  const known = silentLines.get(verdict.rule) ?? Object.freeze(lineOf(verdict))
  silentLines.set(verdict.rule, known)
  return known
}

function lineOf({ rule, value }: ProgramVerdict): Explanation {
  return {
    document: `ProgramRule/${rule.document.id}`,
    condition: rule.when.text,
    value,
    effect: effectOf(rule, value),
    rights: [],
    text: rule.document.reason,
  }
}

function effectOf({ document }: CompiledProgramRule, value: ConditionValue): Explanation['effect'] {
  if (document.audit) return 'no-effect'
  if (document.effect === 'deny') return value === false ? 'no-effect' : 'takes'
  return value === true ? 'gives' : 'no-effect'
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
