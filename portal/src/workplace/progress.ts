import type { MySession } from '@nahtlos/contract/api/workplace'
import type { Phase, PhaseName } from '@nahtlos/contract/session/state'

export interface ProgressLine {
  readonly name: PhaseName
  readonly outcome: 'waiting' | Phase['outcome']
  /** How long it took, in milliseconds; null while it has not ended. */
  readonly took: number | null
}

/** Listed only where there are any. */
const unusual: readonly PhaseName[] = ['previous', 'environment']
const beginning: readonly PhaseName[] = [
  'previous',
  'placement',
  'home',
  'settings',
  'display',
  'environment',
  'desktop',
]
const end: readonly PhaseName[] = ['logoff', 'capture', 'clean']

/** The pieces of work of a start or an end in their usual order, those still to come included. */
export function progressOf(session: Pick<MySession, 'state' | 'phases'>): ProgressLine[] {
  const told = new Set(session.phases.map(({ name }) => name))
  const names =
    session.state === 'ending' || session.state === 'ended'
      ? end
      : beginning.filter((name) => !unusual.includes(name) || told.has(name))
  return names.map((name) => {
    const phase = session.phases.findLast((candidate) => candidate.name === name)
    if (!phase) return { name, outcome: 'waiting', took: null }
    return {
      name,
      outcome: phase.outcome,
      took: phase.endedAt === null ? null : Math.max(0, phase.endedAt - phase.startedAt),
    }
  })
}

/** From 0 to 1; a running piece counts half, so that the bar moves at every change. */
export function fractionOf(lines: readonly ProgressLine[]): number {
  const weight = { waiting: 0, running: 0.5, done: 1, warning: 1, failed: 1 }
  return lines.reduce((sum, line) => sum + weight[line.outcome], 0) / lines.length
}
