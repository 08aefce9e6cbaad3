import type { paths } from '@nahtlos/contract/api/paths'
import createClient from 'openapi-fetch'
import { ProblemError, problemOf, silence } from './problem-error.ts'

/** The typed client of the public API, same origin, with the session cookie. */
export const client = createClient<paths>({
  // A test's page has no network of its own, so the function is looked up at each call.
  fetch: (request) => globalThis.fetch(request),
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
})

/** Tells `signed-out` when any request learns that the sign-in is over. */
export const signIns = new EventTarget()

interface Reply<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The good answer; throws `ProblemError` for a refusal and for silence. */
export async function answer<T>(reply: Promise<Reply<T>>): Promise<T> {
  const { data, error, response } = await reply.catch((cause: unknown) => {
    throw silence(cause)
  })
  if (!response.ok) {
    const trouble = problemOf(error)
    if (trouble.code === 'not-signed-in') signIns.dispatchEvent(new Event('signed-out'))
    throw new ProblemError(trouble)
  }
  return data as T
}
