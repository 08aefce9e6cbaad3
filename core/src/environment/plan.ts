import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { EnvironmentRule, Trigger } from '@nahtlos/contract/configuration/environment-rule'
import { targetOf } from './target.ts'

/** Something happened, or with null only what applies changed; `app` where it is an app that started or ended, `rule` where it is the timer of one rule. */
export interface Occasion {
  readonly trigger: Trigger | null
  readonly app?: string
  readonly rule?: string
}

/** An action that was done and lasts. */
export interface Applied {
  /** `rule/action` */
  readonly key: string
  readonly action: EnvironmentAction
}

/** What is known of one session between two occasions; in the order in which it came about. */
export interface EnvironmentState {
  /** Lasting actions whose trigger came and whose rule has applied ever since. */
  readonly active: readonly string[]
  readonly applied: readonly Applied[]
}

export const nothingYet: EnvironmentState = { active: [], applied: [] }

export interface Step {
  readonly key: string
  readonly action: EnvironmentAction
  /** The step of the same plan that must have succeeded before; null where it can begin at once. */
  readonly after: string | null
}

export interface Plan {
  /** Children before their parents, within a rule one after the other; all of it before the first step of `act`. */
  readonly undo: readonly Applied[]
  /** Parents before their children. */
  readonly act: readonly Step[]
  /** Lasting actions that another rule with the same target keeps from being done. */
  readonly overruled: readonly string[]
  readonly active: readonly string[]
}

interface Candidate {
  readonly key: string
  readonly rule: EnvironmentRule
  readonly action: EnvironmentAction
  readonly target: string | null
}

/**
 * What is to be done in a session on an occasion, so that it has exactly what the rules that apply now, and were
 * triggered, give it. What lasts is compared with what is there (level-triggered): planning the same occasion again
 * after the plan was carried out finds nothing lasting left to do. What only happens, happens each time.
 *
 * @param rules those that apply now, with their names filled in
 */
export function planEnvironment(occasion: Occasion, rules: readonly EnvironmentRule[], state: EnvironmentState): Plan {
  const candidates = rules.toSorted(byId).flatMap(candidatesOf)
  const byKey = new Map(candidates.map((candidate) => [candidate.key, candidate]))
  const triggered = candidates.filter(({ rule }) => isTriggered(rule, occasion))
  const active = unique([
    ...state.active.filter((key) => (byKey.get(key)?.target ?? null) !== null),
    ...triggered.filter(({ target }) => target !== null).map(({ key }) => key),
  ])
  const winners = winnersOf(active.flatMap((key) => byKey.get(key) ?? []))
  const undone = undoneOf(state.applied, winners, byKey)
  const standing = new Set(state.applied.map(({ key }) => key).filter((key) => !undone.has(key)))
  const wanted = new Set([
    ...[...winners].filter((key) => !standing.has(key)),
    ...triggered.filter(({ target }) => target === null).map(({ key }) => key),
  ])
  return {
    undo: state.applied.filter(({ key }) => undone.has(key)).toReversed(),
    act: actSteps(candidates.filter(({ key }) => wanted.has(key))),
    overruled: active.filter((key) => !winners.has(key)),
    active,
  }
}

/** At the end of a session: everything that lasts beyond it, children first. */
export function planEnd(state: EnvironmentState, outlives: (action: EnvironmentAction) => boolean): readonly Applied[] {
  return state.applied.filter(({ action }) => outlives(action)).toReversed()
}

const byId = (one: EnvironmentRule, other: EnvironmentRule) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)

function candidatesOf(rule: EnvironmentRule): Candidate[] {
  return rule.actions.map((action) => {
    const key = `${rule.id}/${action.id}`
    return { key, rule, action, target: targetOf(action, key) }
  })
}

function isTriggered(rule: EnvironmentRule, { trigger, app, rule: only }: Occasion): boolean {
  if (trigger === null || !rule.on.includes(trigger)) return false
  if (only !== undefined && only !== rule.id) return false
  return app === undefined || rule.apps === undefined || rule.apps.includes(app)
}

/** For each target the rule with the highest priority; between equals the first one by id. */
function winnersOf(active: readonly Candidate[]): ReadonlySet<string> {
  const best = new Map<string, Candidate>()
  for (const candidate of active.toSorted((one, other) => byId(one.rule, other.rule))) {
    const present = best.get(candidate.target ?? '')
    if (present === undefined || candidate.rule.priority > present.rule.priority)
      best.set(candidate.target ?? '', candidate)
  }
  return new Set([...best.values()].map(({ key }) => key))
}

/** What is no longer wanted or is wanted differently, and all that was built upon it. */
function undoneOf(
  applied: readonly Applied[],
  winners: ReadonlySet<string>,
  byKey: ReadonlyMap<string, Candidate>,
): ReadonlySet<string> {
  const undone = new Set<string>()
  // In the order of doing a parent comes before its children, so one pass finds them all.
  for (const { key, action } of applied) {
    const present = byKey.get(key)?.action
    const same = present !== undefined && JSON.stringify(present) === JSON.stringify(action)
    const parent = parentOf(key, action)
    if (!winners.has(key) || !same || (parent !== null && undone.has(parent))) undone.add(key)
  }
  return undone
}

function actSteps(wanted: readonly Candidate[]): Step[] {
  const byKey = new Map(wanted.map((candidate) => [candidate.key, candidate]))
  const ordered: Step[] = []
  const placed = new Set<string>()
  const place = ({ key, action }: Candidate): void => {
    if (placed.has(key)) return
    placed.add(key)
    const parent = parentOf(key, action)
    const before = parent === null ? undefined : byKey.get(parent)
    if (before !== undefined) place(before)
    ordered.push({ key, action, after: before?.key ?? null })
  }
  for (const candidate of wanted) place(candidate)
  return ordered
}

function parentOf(key: string, action: EnvironmentAction): string | null {
  return action.after === undefined ? null : `${key.slice(0, key.indexOf('/'))}/${action.after}`
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)]
}
