import { fieldFault } from '@nahtlos/contract/field-fault'
import type { RecordOutcome, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { refuse, type StepRefusal } from './step-result.ts'

const needing: ReadonlySet<RecordOutcome> = new Set([
  'rejected',
  'returned',
  'objected',
  'contested',
  'contest-dismissed',
])

/**
 * What a decision lacks of reasons. A refusal always has them; where family duties were named they are detailed and
 * say what was examined instead (HGlG section 14 (3)).
 */
export function reasonFault(
  request: TeleworkRequest,
  outcome: RecordOutcome,
  reason: string | null,
  alternatives: string | null,
): StepRefusal | null {
  if (!needing.has(outcome)) return null
  if (reason === null)
    return refuse('reason-required', [fieldFault('reason', 'hier ist eine Begründung nötig', 'this needs a reason')])
  const refusal = outcome === 'rejected' || outcome === 'contest-dismissed'
  if (!refusal || request.application.familyDuties !== true) return null
  const fields = [
    ...(reason.length < request.detailedLength
      ? [
          fieldFault(
            'reason',
            `mindestens ${request.detailedLength} Zeichen, weil Familienaufgaben genannt sind`,
            `at least ${request.detailedLength} characters, because family duties were named`,
          ),
        ]
      : []),
    ...(alternatives === null
      ? [fieldFault('alternatives', 'schreiben Sie, was stattdessen geprüft wurde', 'say what was examined instead')]
      : []),
  ]
  return fields.length === 0 ? null : refuse('detailed-reason-required', fields)
}
