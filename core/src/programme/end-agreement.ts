import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { type Actor, stepsOf } from './actor.ts'
import { refuse, type StepRefusal } from './step-result.ts'

/** Who ended an agreement, in which part, and why. */
export interface EndRecord {
  readonly at: Instant
  readonly by: { readonly id: string; readonly name: string }
  readonly as: ApprovalStep | 'person'
  readonly reason: string | null
}

export type AgreementEnd =
  | {
      readonly ok: true
      readonly agreement: TeleworkAgreement
      /** Null where it was ended before: asking twice changes nothing. */
      readonly record: EndRecord | null
    }
  | StepRefusal

/**
 * Ends an agreement at once: one's own without a word, that of another with a reason and only as one of the bodies
 * that approve for her.
 */
export function endAgreement(
  agreement: TeleworkAgreement,
  { at, actor, reason }: { readonly at: Instant; readonly actor: Actor; readonly reason: string | null },
): AgreementEnd {
  const own = actor.id === agreement.person.id
  const as = own ? 'person' : stepsOf(actor, agreement.person)[0]
  if (as === undefined) return refuse('not-found')
  if (agreement.endedAt !== null) return { ok: true, agreement, record: null }
  const words = reason?.trim() || null
  if (!own && words === null)
    return refuse('reason-required', [{ path: 'reason', message: 'ending the agreement of another needs a reason' }])
  const record: EndRecord = { at, by: { id: actor.id, name: actor.name }, as, reason: words }
  return { ok: true, agreement: { ...agreement, endedAt: at }, record }
}
