import type { Instant } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'

/**
 * Since when a person's access from outside is closed for the sake of security; null while it is not. It is closed for
 * the person, not for a paper: an agreement that was ended or replaced meanwhile still counts until somebody resumes.
 */
export function suspendedSince(agreements: readonly TeleworkAgreement[]): Instant | null {
  const instants = agreements.flatMap(({ suspendedAt }) => suspendedAt ?? [])
  return instants.toSorted()[0] ?? null
}

/**
 * What else of the same person changes with an agreement that was suspended or resumed: a suspension closes all that
 * is not over, a resumption opens all that was closed.
 */
export function changedWith(changed: TeleworkAgreement, all: readonly TeleworkAgreement[]): TeleworkAgreement[] {
  const { suspendedAt } = changed
  return all
    .filter((other) => other.id !== changed.id && (other.suspendedAt === null) !== (suspendedAt === null))
    .filter(({ endedAt }) => suspendedAt === null || endedAt === null)
    .map((other) => ({ ...other, suspendedAt }))
}
