import type { FieldFault } from '@nahtlos/contract/field-fault'
import type { Problem, ProblemCode } from '@nahtlos/contract/problem'

/** What a person is told when the server said no; `code` is null where nothing was heard from it at all. */
export interface Trouble {
  readonly code: ProblemCode | null
  readonly title: { readonly de: string; readonly en: string }
  readonly next: { readonly de: string; readonly en: string }
  readonly fields?: readonly FieldFault[] | undefined
  /** Seconds to wait. */
  readonly retryAfter?: number | undefined
  readonly reference?: string | undefined
}

/** An expected refusal of the API, or its silence. */
export class ProblemError extends Error {
  readonly trouble: Trouble

  constructor(trouble: Trouble, options?: ErrorOptions) {
    super(trouble.title.en, options)
    this.name = 'ProblemError'
    this.trouble = trouble
  }
}

const unreachable: Trouble = {
  code: null,
  title: { de: 'Das Portal erreicht den Server gerade nicht.', en: 'The portal cannot reach the server just now.' },
  next: {
    de: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
    en: 'Check your internet connection and try again.',
  },
}

const unexpected: Trouble = {
  code: null,
  title: { de: 'Das hat nicht geklappt.', en: 'That did not work.' },
  next: {
    de: 'Versuchen Sie es noch einmal. Bleibt es dabei, wenden Sie sich an Ihre Administration.',
    en: 'Try again. If it stays, ask your administrators.',
  },
}

/** Makes any thrown value something that can be told to a person. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof ProblemError) return error.trouble
  return unexpected
}

/** The refusal in an answer's body, where it is one (RFC 9457). */
export function problemOf(body: unknown): Trouble {
  const problem = body as Partial<Problem> | null | undefined
  return typeof problem === 'object' && problem?.title?.de && problem.next?.de ? (problem as Problem) : unexpected
}

export function silence(cause: unknown): ProblemError {
  return new ProblemError(unreachable, { cause })
}
