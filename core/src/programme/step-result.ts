import type { FieldFault } from '@nahtlos/contract/field-fault'
import type { ProblemCode } from '@nahtlos/contract/problem'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'

/** Why a step of the programme is not taken. `fields` names what to change, by path in the application. */
export interface StepRefusal {
  readonly ok: false
  readonly code: ProblemCode
  readonly fields: readonly FieldFault[]
}

/** A step that was taken. */
export interface StepTaken {
  readonly ok: true
  readonly request: TeleworkRequest
  /** Those that the step added, in order; they are the last ones of the request. */
  readonly records: readonly RequestRecord[]
  /** Made by the last approval; null at every other step. */
  readonly agreement: TeleworkAgreement | null
}

export type StepResult = StepTaken | StepRefusal

export function refuse(code: ProblemCode, fields: StepRefusal['fields'] = []): StepRefusal {
  return { ok: false, code, fields }
}
