import { type ProblemCode, problems } from '@nahtlos/contract/problem'
import { expect, test } from 'vitest'
import { ProblemError, silence } from '../api/problem-error.ts'
import { ticketFailure } from './ticket-failure.ts'

const refusal = (code: ProblemCode) => new ProblemError({ code, title: problems[code], next: problems[code].next })

test.each<[ProblemCode, ReturnType<typeof ticketFailure>]>([
  ['access-denied', 'withdrawn'],
  ['second-factor-required', 'withdrawn'],
  ['server-unavailable', 'passing'],
  ['session-not-ready', 'passing'],
  ['not-found', 'final'],
  ['not-signed-in', 'final'],
  ['session-over', 'final'],
  ['session-locked', 'final'],
])('a ticket refused by %s is %s', (code, kind) => {
  expect(ticketFailure(refusal(code))).toBe(kind)
})
test('silence passes, a bug does not', () => {
  expect(ticketFailure(silence(new TypeError('Failed to fetch')))).toBe('passing')
  expect(ticketFailure(new Error('bug'))).toBe('final')
})
