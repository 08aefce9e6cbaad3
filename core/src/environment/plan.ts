import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { EnvironmentRule, Trigger } from '@nahtlos/contract/configuration/environment-rule'
import { covers, targetOf } from './target.ts'

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
  /** Lasting actions whose trigger came in this session, whether their rule applies now or not. */
  readonly triggered: readonly string[]
  readonly applied: readonly Applied[]
}

export const nothingYet: EnvironmentState = { triggered: [], applied: [] }

export interface Undoing extends Applied {
  /** Earlier steps of the same list that must be over before: what was built upon this, and what lies in its way. */
  readonly behind: readonly string[]
}

export interface Step {
  readonly key: string
  readonly action: EnvironmentAction
  /** The step of the same plan that must have succeeded before; null where it can begin at once. */
  readonly after: string | null
  /** What has to be undone first, because it has or had the same place; nothing else is waited for. */
  readonly behind: readonly string[]
}

export interface Plan {
  /** Children before their parents. */
  readonly undo: readonly Undoing[]
  /** Parents before their children. */
  readonly act: readonly Step[]
  /** Lasting actions that another rule with the same target keeps from being done. */
  readonly overruled: readonly string[]
  readonly triggered: readonly string[]
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
 * after the plan was carried out finds nothing lasting left to do, and a rule that comes to apply again, or for the
 * first time after a logon that would have triggered it, gives what it would have given then. What only happens,
 * happens each time.
 *
 * @param rules those that apply now, with their names filled in
 */
export function planEnvironment(occasion: Occasion, rules: readonly EnvironmentRule[], state: EnvironmentState): Plan {
  const candidates = rules.toSorted(byId).flatMap(candidatesOf)
  const byKey = new Map(candidates.map((candidate) => [candidate.key, candidate]))
  const now = candidates.filter(({ rule }) => isTriggered(rule, occasion))
  // No plan is made before the logon, so whatever it triggers was triggered by it.
  const since = candidates.filter(({ rule, target }) => target !== null && rule.on.includes('logon'))
  const triggered = unique([
    ...state.triggered,
    ...[...now, ...since].filter(({ target }) => target !== null).map(({ key }) => key),
  ])
  const active = triggered.filter((key) => (byKey.get(key)?.target ?? null) !== null)
  const winners = winnersOf(active.flatMap((key) => byKey.get(key) ?? []))
  const undone = undoneOf(state.applied, winners, byKey)
  const standing = new Set(state.applied.map(({ key }) => key).filter((key) => !undone.has(key)))
  const wanted = new Set([
    ...[...winners].filter((key) => !standing.has(key)),
    ...now.filter(({ target }) => target === null).map(({ key }) => key),
  ])
  const undo = undoingOf(state.applied.filter(({ key }) => undone.has(key)))
  return {
    undo,
    act: actSteps(candidates.filter(({ key }) => wanted.has(key))).map((step) => ({
      ...step,
      behind: undo.filter((each) => meet(each, step)).map(({ key }) => key),
    })),
    overruled: active.filter((key) => !winners.has(key)),
    triggered,
  }
}

/** At the end of a session: everything that lasts beyond it, children first. */
export function planEnd(state: EnvironmentState, outlives: (action: EnvironmentAction) => boolean): readonly Undoing[] {
  return undoingOf(state.applied.filter(({ action }) => outlives(action)))
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

/**
 * For each target what belongs to security, then the rule with the highest priority; between equals the first one by id.
 * Comfort never displaces security either, by something that lies over its place.
 */
function winnersOf(active: readonly Candidate[]): ReadonlySet<string> {
  const best = new Map<string, Candidate>()
  for (const candidate of active.toSorted((one, other) => byId(one.rule, other.rule))) {
    const present = best.get(candidate.target ?? '')
    if (present === undefined || rank(candidate) > rank(present)) best.set(candidate.target ?? '', candidate)
  }
  const winners = [...best.values()]
  const guarded = winners.filter(isSecurity)
  return new Set(
    winners
      .filter(
        (winner) =>
          isSecurity(winner) ||
          !guarded.some((one) => one.rule.id !== winner.rule.id && covers(winner.action, one.action)),
      )
      .map(({ key }) => key),
  )
}

const isSecurity = ({ action }: Candidate) => action.concern === 'security'

/** Priorities go from -100 to 100. */
const rank = (candidate: Candidate) => candidate.rule.priority + (isSecurity(candidate) ? 1000 : 0)

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

/** Backwards, and each only behind what was built upon it or came into its place later. */
function undoingOf(applied: readonly Applied[]): Undoing[] {
  const backwards = applied.toReversed()
  return backwards.map((each, index) => ({
    ...each,
    behind: backwards
      .slice(0, index)
      .filter((later) => parentOf(later.key, later.action) === each.key || meet(later, each))
      .map(({ key }) => key),
  }))
}

/** Whether both act on one target, or one in a folder of the other. */
function meet(one: Applied, other: Applied): boolean {
  const [first, second] = [targetOf(one.action, one.key), targetOf(other.action, other.key)]
  if (first === null || second === null) return false
  const isIn = (inner: string, outer: string) => outer.startsWith('place ') && inner.startsWith(`${outer}/`)
  return first === second || isIn(first, second) || isIn(second, first)
}

function actSteps(wanted: readonly Candidate[]): Omit<Step, 'behind'>[] {
  const byKey = new Map(wanted.map((candidate) => [candidate.key, candidate]))
  const ordered: Omit<Step, 'behind'>[] = []
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
