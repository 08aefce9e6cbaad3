import { fieldFault } from '@nahtlos/contract/field-fault'
import { type Problem, type ProblemCode, problems } from '@nahtlos/contract/problem'
import type { FastifyReply } from 'fastify'
import { isUnavailable } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'

type Extra = Pick<Problem, 'fields' | 'draft' | 'refusal' | 'retryAfter' | 'reference'>

/** The body of an error answer after RFC 9457. */
export function problemBody(code: ProblemCode, extra: Extra = {}): Problem {
  const { status, de, en, next } = problems[code]
  return { type: `urn:nahtlos:problem:${code}`, status, code, title: { de, en }, next, ...extra }
}

/** Which problem an error is. What nobody expected is told without any detail, under the reference of its log line. */
export function problemOf(error: unknown, reference: string): Problem {
  if (error instanceof ProblemError) {
    return problemBody(error.code, {
      ...(error.fields === undefined ? {} : { fields: error.fields }),
      ...(error.draft === undefined ? {} : { draft: error.draft }),
      ...(error.refusal === undefined ? {} : { refusal: error.refusal }),
      ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    })
  }
  if (isUnavailable(error)) return problemBody('server-unavailable', { reference })
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return problemBody('input-too-large')
  // Fastify's own complaints about the request: broken JSON, an unknown content type, a bad URL.
  if (typeof code === 'string' && /^FST_ERR_(CTP|BAD_URL|VALIDATION)/.test(code)) {
    return problemBody('invalid-input', {
      fields: [fieldFault('', 'die Anfrage selbst ist nicht lesbar', (error as Error).message)],
    })
  }
  return problemBody('internal-error', { reference })
}

export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  if (problem.retryAfter !== undefined) reply.header('retry-after', Math.ceil(problem.retryAfter))
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}
