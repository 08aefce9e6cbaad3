import type { ProblemCode } from '@nahtlos/contract/problem'

/** Why a step of the programme is not taken. `fields` names what to change, by path in the application. */
export interface StepRefusal {
  readonly ok: false
  readonly code: ProblemCode
  readonly fields: readonly { readonly path: string; readonly message: string }[]
}

export function refuse(code: ProblemCode, fields: StepRefusal['fields'] = []): StepRefusal {
  return { ok: false, code, fields }
}
