import type { HostSession } from '@nahtlos/contract/host/report'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import type { Notice, NoticeDetail, Phase, SessionState } from '@nahtlos/contract/session/state'

/** What the server holds to be true of a session that stands on a host. */
export interface KnownSession {
  readonly state: SessionState
  /** Whether the host has reported it since it was placed there. */
  readonly reported: boolean
  /** When it came to its present state. */
  readonly since: Date
  readonly phases: readonly Phase[]
  readonly notices: readonly Notice[]
  readonly notice_details: readonly NoticeDetail[]
  readonly settings_in_use: readonly string[]
  readonly detail: string | null
}

export interface SessionChange {
  readonly state: SessionState
  readonly phases: readonly Phase[]
  readonly notices: readonly Notice[]
  readonly notice_details: readonly NoticeDetail[]
  readonly settings_in_use: readonly string[]
  readonly detail: string | null
}

export const finalStates = ['ended', 'failed', 'lost'] as const satisfies SessionState[]

/** In none of these a session keeps its person from starting another one of the same target. */
export const withoutLease = ['ending', ...finalStates] as const satisfies SessionState[]

export function isFinal(state: SessionState): boolean {
  return (finalStates as readonly SessionState[]).includes(state)
}

/**
 * Milliseconds after which a host that never spoke of a session counts as not having it. A report that was already
 * under way when the session was ordered can't know of it; two reports of an idle host have passed by then.
 */
export const neverHeardOf = 12_000

/**
 * What a host's report means for one session of it; null where nothing changes.
 *
 * @param reported what the host said of the session; null where its report, which is whole, lacks it
 */
export function transition(known: KnownSession, reported: HostSession | null, now: Date): SessionChange | null {
  if (isFinal(known.state) || known.state === 'placing') return null
  const state = reported === null ? stateWithout(known, now) : stateWith(known.state, reported.state)
  if (reported === null) {
    if (state === known.state) return null
    const { phases, notices, notice_details, settings_in_use } = known
    const detail = state === 'lost' ? vanished : known.detail
    return { state, phases, notices, notice_details, settings_in_use, detail }
  }
  const change = {
    state,
    phases: mergePhases(known.phases, reported.phases),
    notices: reported.notices,
    notice_details: reported.details,
    settings_in_use: reported.settingsInUse,
    detail: reported.detail,
  }
  return known.reported && equal(known, change) ? null : change
}

const vanished = endReasons.vanished.en

function stateWith(known: SessionState, reported: HostSession['state']): SessionState {
  switch (reported) {
    case 'preparing':
    case 'ready':
      // The order to end it may still be on its way.
      return known === 'ending' ? 'ending' : reported
    case 'ending':
      return 'ending'
    case 'ended':
      return 'ended'
    case 'failed':
      if (known === 'ending') return 'ended'
      return known === 'ready' ? 'lost' : 'failed'
  }
}

function stateWithout(known: KnownSession, now: Date): SessionState {
  const unheard = !known.reported && now.getTime() - known.since.getTime() < neverHeardOf
  if (known.state === 'ending') return unheard ? 'ending' : 'ended'
  return known.state === 'ready' ? 'lost' : known.state
}

/** Until it has a host, a session's phases are the server's own; all others are the host's. */
function mergePhases(known: readonly Phase[], reported: readonly Phase[]): Phase[] {
  return [...known.filter((phase) => isOwnPhase(phase)), ...reported.filter((phase) => !isOwnPhase(phase))]
}

export function isOwnPhase({ name }: Phase): boolean {
  return name === 'previous' || name === 'placement'
}

function equal(known: KnownSession, change: SessionChange): boolean {
  return (
    known.state === change.state &&
    known.detail === change.detail &&
    JSON.stringify(known.notices) === JSON.stringify(change.notices) &&
    JSON.stringify(known.notice_details) === JSON.stringify(change.notice_details) &&
    JSON.stringify(known.settings_in_use) === JSON.stringify(change.settings_in_use) &&
    samePhases(known.phases, change.phases)
  )
}

function samePhases(one: readonly Phase[], other: readonly Phase[]): boolean {
  return (
    one.length === other.length &&
    one.every((phase, index) => {
      const twin = other[index]
      return (
        phase.name === twin?.name &&
        phase.startedAt === twin.startedAt &&
        phase.endedAt === twin.endedAt &&
        phase.outcome === twin.outcome
      )
    })
  )
}
