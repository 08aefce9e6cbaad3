import { type Problem, type ProblemCode, problems } from '@nahtlos/contract/problem'

interface Details {
  readonly fields?: Problem['fields']
  /** Why access was denied. */
  readonly refusal?: Problem['refusal']
  /** Seconds. */
  readonly retryAfter?: number
  readonly cause?: unknown
}

/** An expected error: the person is told its code, sentence and way out. Anything else that is thrown is a bug. */
export class ProblemError extends Error {
  readonly code: ProblemCode
  readonly fields: Problem['fields']
  readonly refusal: Problem['refusal']
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, details: Details = {}) {
    super(problems[code].en, { cause: details.cause })
    this.name = 'ProblemError'
    this.code = code
    this.fields = details.fields
    this.refusal = details.refusal
    this.retryAfter = details.retryAfter
  }
}
