import type { Concern, EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Applied, Plan, Step } from '@nahtlos/core/environment/plan'
import { ActionFailure } from './action-module.ts'

/** What became of one action. `detail` is for administrators. */
export interface ActionOutcome {
  readonly key: string
  readonly action: EnvironmentAction['action']
  readonly concern: Concern
  readonly doing: 'apply' | 'undo'
  readonly outcome: 'done' | 'failed' | 'skipped'
  readonly detail: string | null
  readonly milliseconds: number
}

/** What does the single actions; both functions may reject, and are given up when the signal says so. */
export interface Workshop {
  /** Resolves when it is done, and where it lasts written down too, before its children begin. */
  apply(key: string, action: EnvironmentAction, signal: AbortSignal): Promise<void>
  undo(key: string, action: EnvironmentAction, signal: AbortSignal): Promise<void>
  /** The action is no longer to be undone, whether that succeeded or not. */
  forget(key: string): Promise<void>
}

/** Seconds of grace after an action's own time, for the program that it runs to be ended first. */
const grace = 2

/**
 * Carries a plan out: undo first, rules side by side and within a rule one after the other; then what is to be done,
 * siblings side by side and children after their parent. A failure keeps its children from being done, and nobody
 * else. Never rejects; what failed is in the outcomes.
 *
 * @returns promises that resolve when the last action of this concern is over
 */
export function carryOut(
  plan: Pick<Plan, 'undo' | 'act'>,
  workshop: Workshop,
): Record<Concern, Promise<ActionOutcome[]>> {
  const undone = undoAll(plan.undo, workshop)
  const running = new Map<string, Promise<ActionOutcome>>()
  for (const step of plan.act) {
    const before = step.after === null ? undefined : running.get(step.after)
    running.set(
      step.key,
      undone.then(() => before).then((parent) => act(step, parent?.outcome ?? 'done', workshop)),
    )
  }
  const concerned = async (concern: Concern): Promise<ActionOutcome[]> => [
    ...(await undone).filter((outcome) => outcome.concern === concern),
    ...(
      await Promise.all(plan.act.filter(({ action }) => action.concern === concern).map(({ key }) => running.get(key)))
    ).filter((outcome) => outcome !== undefined),
  ]
  return { security: concerned('security'), comfort: concerned('comfort') }
}

async function undoAll(steps: readonly Applied[], workshop: Workshop): Promise<ActionOutcome[]> {
  const rules = Map.groupBy(steps, ({ key }) => key.slice(0, key.indexOf('/')))
  const inTurn = async (ofRule: readonly Applied[]): Promise<ActionOutcome[]> => {
    const outcomes: ActionOutcome[] = []
    for (const { key, action } of ofRule) {
      const kept = 'keep' in action && action.keep
      const outcome = await timed(key, action, 'undo', async (signal) => {
        if (!kept) await workshop.undo(key, action, signal)
      })
      // What could not be undone is not tried for ever: it is told, and what comes next finds what is there.
      await workshop.forget(key)
      outcomes.push(outcome)
    }
    return outcomes
  }
  return (await Promise.all([...rules.values()].map(inTurn))).flat()
}

async function act(step: Step, parent: ActionOutcome['outcome'], workshop: Workshop): Promise<ActionOutcome> {
  const { key, action } = step
  if (parent !== 'done') return outcomeOf(key, action, 'apply', 'skipped', `"${action.after}" was not done`, 0)
  return timed(key, action, 'apply', (signal) => workshop.apply(key, action, signal))
}

async function timed(
  key: string,
  action: EnvironmentAction,
  doing: ActionOutcome['doing'],
  work: (signal: AbortSignal) => Promise<void>,
): Promise<ActionOutcome> {
  const began = performance.now()
  const signal = AbortSignal.timeout((action.timeout + grace) * 1000)
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  try {
    await Promise.race([work(signal), late])
    return outcomeOf(key, action, doing, 'done', null, performance.now() - began)
  } catch (error) {
    // Its own program is ended a little before it is given up.
    const isLate = performance.now() - began >= action.timeout * 1000
    const detail = isLate ? `it took longer than ${action.timeout} s` : wordsOf(error)
    return outcomeOf(key, action, doing, 'failed', detail, performance.now() - began)
  }
}

const outcomeOf = (
  key: string,
  { action, concern }: EnvironmentAction,
  doing: ActionOutcome['doing'],
  outcome: ActionOutcome['outcome'],
  detail: string | null,
  milliseconds: number,
): ActionOutcome => ({ key, action, concern, doing, outcome, detail, milliseconds: Math.round(milliseconds) })

function wordsOf(error: unknown): string {
  if (error instanceof ActionFailure) return error.message
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
