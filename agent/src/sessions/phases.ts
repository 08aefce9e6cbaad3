import type { Phase, PhaseName } from '@nahtlos/contract/session/state'

/** Begins a phase anew: a retry replaces what was told about the first try. Pure. */
export function phaseStarted(phases: readonly Phase[], name: PhaseName, now: number): Phase[] {
  const others = phases.filter((phase) => phase.name !== name)
  return [...others, { name, startedAt: now, endedAt: null, outcome: 'running' }]
}

export function phaseEnded(
  phases: readonly Phase[],
  name: PhaseName,
  outcome: Exclude<Phase['outcome'], 'running'>,
  now: number,
): Phase[] {
  return phases.map((phase) => (phase.name === name ? { ...phase, endedAt: now, outcome } : phase))
}
