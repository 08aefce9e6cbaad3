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
  if (reason === null) return refuse('reason-required', [{ path: 'reason', message: 'this needs a reason' }])
  const refusal = outcome === 'rejected' || outcome === 'contest-dismissed'
  if (!refusal || request.application.familyDuties !== true) return null
  const fields = [
    ...(reason.length < request.detailedLength
      ? [{ path: 'reason', message: `at least ${request.detailedLength} characters, because family duties were named` }]
      : []),
    ...(alternatives === null ? [{ path: 'alternatives', message: 'say what was examined instead' }] : []),
  ]
  return fields.length === 0 ? null : refuse('detailed-reason-required', fields)
}
