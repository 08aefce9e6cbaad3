import type { RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Parts } from './actor.ts'
import { contestBodies } from './contest-bodies.ts'
import { partOf } from './part-of.ts'

/**
 * Whether a request is there for somebody with these parts: for the person, for whoever can take or could have taken a
 * step that was open, for whoever acted on it, and for whoever decides on an objection once there was one. To everybody
 * else, those of a later step among them, it does not exist, whatever they ask or do.
 */
export function isThereFor(request: TeleworkRequest, actor: { readonly id: string }, parts: Parts): boolean {
  if (actor.id === request.person.id || request.records.some(({ by }) => by?.id === actor.id)) return true
  const wasContested = request.records.some(({ outcome }) => outcome === 'contested')
  if (wasContested && contestBodies(request).some((body) => parts.has(body))) return true
  const reached = stageReached(request)
  return request.steps.some((step) => partOf(step, parts) !== undefined && wasShown(step, reached))
}

/** Who is only informed is told whenever it is; every other step is shown from when it opens. */
function wasShown(step: RequestStep, reached: number): boolean {
  return step.task === 'inform' || step.state !== 'later' || step.stage <= reached
}

/** The stage that waits or was waiting when the request was halted: halting closes its open steps, and no others. */
function stageReached({ steps }: TeleworkRequest): number {
  const waiting = steps.filter(({ state }) => state === 'later' || state === 'open')
  return Math.min(...waiting.map(({ stage }) => stage))
}
