import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { HostSessionState } from '@nahtlos/contract/host/report'

export interface Difference {
  readonly start: readonly SessionOrder[]
  readonly end: readonly string[]
  /** Over and no longer wanted: nothing needs to be known about them any more. */
  readonly forget: readonly string[]
}

/**
 * What is to be done so that the sessions on this host become those that are desired. A session that is over is
 * never started again under its identifier. Pure, and done twice it finds nothing left to do.
 */
export function difference(
  desired: readonly SessionOrder[],
  present: ReadonlyMap<string, HostSessionState>,
): Difference {
  const wanted = new Set(desired.map((order) => order.id))
  const unwanted = [...present].filter(([id]) => !wanted.has(id))
  const isOver = (state: HostSessionState) => state === 'ended' || state === 'failed'
  return {
    start: desired.filter((order) => !present.has(order.id)),
    end: unwanted.filter(([, state]) => !isOver(state) && state !== 'ending').map(([id]) => id),
    forget: unwanted.filter(([, state]) => isOver(state)).map(([id]) => id),
  }
}
