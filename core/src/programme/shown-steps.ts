import type { Slug } from '@nahtlos/contract/identifiers'
import type { RequestRecord, RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { type Actor, type Bodies, type Parts, partsOf } from './actor.ts'
import { contestBodies } from './contest-bodies.ts'

/** What a reader is of, for the person of a request. */
export interface Reader {
  readonly actor: Actor
  readonly bodies: Bodies
}

/**
 * The steps of a request that this reader may know of, in order. What is confidential is only for the person, the body
 * itself, and whoever decides after it.
 */
export function shownSteps(request: TeleworkRequest, { actor, bodies }: Reader): RequestStep[] {
  const isFor = concernsReader(request, actor, partsOf(actor, request.person, bodies))
  return request.steps.filter(
    (step) => !step.confidential || bodiesOf(step).some(isFor) || decidesOn(request, step, isFor),
  )
}

/** The body of a step, and the one that a late step was passed on to. */
function bodiesOf({ body, escalated, escalateTo }: RequestStep): Slug[] {
  return escalated && escalateTo !== null ? [body, escalateTo] : [body]
}

/** Steps counted anew from 0, their stages too: a hole would tell that there is something in between. */
export function countedAnew(steps: readonly RequestStep[]): RequestStep[] {
  const stages = [...new Set(steps.map(({ stage }) => stage))]
  return steps.map((step, number) => ({ ...step, number, stage: stages.indexOf(step.stage) }))
}

/** The step's own number of what a reader saw under this one; a number that no step has where there is none. */
export function stepSeenAs(request: TeleworkRequest, reader: Reader, number: number): number {
  return shownSteps(request, reader)[number]?.number ?? request.steps.length
}

/** A record as it stands beside steps that were counted anew; the steps of earlier rounds are gone. */
export function besideSteps(request: TeleworkRequest, shown: readonly RequestStep[], record: RequestRecord) {
  const place = record.round === request.round ? shown.findIndex(({ number }) => number === record.step) : -1
  return { ...record, step: place < 0 ? null : place }
}

/** Whether a body is the reader's business: all are the person's, others those that she is of or acted as. */
export function concernsReader(
  request: TeleworkRequest,
  actor: { readonly id: string },
  parts: Parts,
): (body: Slug) => boolean {
  const acted = new Set(request.records.filter(({ by }) => by?.id === actor.id).map(({ as }) => as))
  return (body) => actor.id === request.person.id || parts.has(body) || acted.has(body)
}

/**
 * Whether somebody decides after a confidential opinion was given: it is asked for before the decision so that it is
 * considered. Shown from the opening of the deciding step, and with an objection to whoever decides on that.
 */
function decidesOn(request: TeleworkRequest, step: RequestStep, isFor: (body: Slug) => boolean): boolean {
  if (step.state !== 'done') return false
  if (request.state === 'contested' && contestBodies(request).some(isFor)) return true
  return request.steps.some(
    (other) =>
      other.task === 'decide' &&
      other.stage > step.stage &&
      (other.state === 'open' || other.state === 'done') &&
      isFor(other.body),
  )
}
