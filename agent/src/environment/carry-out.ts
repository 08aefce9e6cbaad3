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
 * Carries a plan out: each step as soon as what it waits for is over, so that nothing waits for what does not concern
 * it, and security never for comfort that has another place. A failure keeps its children from being done, and nobody
 * else. Never rejects; what failed is in the outcomes.
 *
 * @param hurry cuts off the comfort that is still under way
 * @returns promises that resolve when the last action of this concern is over
 */
export function carryOut(
  plan: Pick<Plan, 'undo' | 'act'>,
  workshop: Workshop,
  hurry?: AbortSignal,
): Record<Concern, Promise<ActionOutcome[]>> {
  const undoing = new Map<string, Promise<ActionOutcome>>()
  const doing = new Map<string, Promise<ActionOutcome>>()
  const over = (keys: readonly string[]) => Promise.all(keys.map((key) => undoing.get(key)))
  for (const step of plan.undo) {
    const ready = over(step.behind)
    undoing.set(
      step.key,
      ready.then(() => undo(step, workshop, hurry)),
    )
  }
  for (const step of plan.act) {
    const parent = step.after === null ? undefined : doing.get(step.after)
    const ready = over(step.behind).then(() => parent)
    doing.set(
      step.key,
      ready.then((before) => act(step, before?.outcome ?? 'done', workshop, hurry)),
    )
  }
  const concerned = async (concern: Concern): Promise<ActionOutcome[]> => {
    const of = (steps: readonly Applied[], running: ReadonlyMap<string, Promise<ActionOutcome>>) =>
      steps.filter(({ action }) => action.concern === concern).map(({ key }) => running.get(key))
    const outcomes = await Promise.all([...of(plan.undo, undoing), ...of(plan.act, doing)])
    return outcomes.filter((outcome) => outcome !== undefined)
  }
  return { security: concerned('security'), comfort: concerned('comfort') }
}

async function undo({ key, action }: Applied, workshop: Workshop, hurry?: AbortSignal): Promise<ActionOutcome> {
  const kept = 'keep' in action && action.keep
  const outcome = await timed(key, action, 'undo', hurry, async (signal) => {
    if (!kept) await workshop.undo(key, action, signal)
  })
  // What could not be undone is not tried for ever: it is told, and what comes next finds what is there.
  await workshop.forget(key)
  return outcome
}

async function act(
  step: Step,
  parent: ActionOutcome['outcome'],
  workshop: Workshop,
  hurry?: AbortSignal,
): Promise<ActionOutcome> {
  const { key, action } = step
  if (parent !== 'done') return outcomeOf(key, action, 'apply', 'skipped', `"${action.after}" was not done`, 0)
  return timed(key, action, 'apply', hurry, (signal) => workshop.apply(key, action, signal))
}

async function timed(
  key: string,
  action: EnvironmentAction,
  doing: ActionOutcome['doing'],
  hurry: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<ActionOutcome> {
  const began = performance.now()
  const ends = [AbortSignal.timeout((action.timeout + grace) * 1000)]
  if (hurry !== undefined && action.concern === 'comfort') ends.push(hurry)
  const signal = AbortSignal.any(ends)
  try {
    signal.throwIfAborted()
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    await Promise.race([work(signal), late])
    return outcomeOf(key, action, doing, 'done', null, performance.now() - began)
  } catch (error) {
    // Its own program is ended a little before it is given up.
    const isLate = performance.now() - began >= action.timeout * 1000
    const cut = hurry?.aborted && !isLate ? 'it was cut off, because the person is somewhere else now' : null
    const detail = cut ?? (isLate ? `it took longer than ${action.timeout} s` : wordsOf(error))
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
