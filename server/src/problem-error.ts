import { type Problem, type ProblemCode, problems } from '@nahtlos/contract/problem'

interface Details {
  readonly fields?: Problem['fields']
  /** The draft in which a change waits for a second person. */
  readonly draft?: Problem['draft']
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
  readonly draft: Problem['draft']
  readonly refusal: Problem['refusal']
  readonly retryAfter: number | undefined

  constructor(code: ProblemCode, details: Details = {}) {
    super(problems[code].en, { cause: details.cause })
    this.name = 'ProblemError'
    this.code = code
    this.fields = details.fields
    this.draft = details.draft
    this.refusal = details.refusal
    this.retryAfter = details.retryAfter
  }
}
