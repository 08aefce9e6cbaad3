import { ProblemError } from '../api/problem-error.ts'

/** What a refused ticket means for the connection. Silence, and faults of the server, pass. */
export function ticketFailure(error: unknown): 'final' | 'withdrawn' | 'passing' {
  if (!(error instanceof ProblemError)) return 'final'
  switch (error.trouble.code) {
    case 'access-denied':
    case 'second-factor-required':
    case 'unknown-zone':
      return 'withdrawn'
    case null:
    case 'server-unavailable':
    case 'session-not-ready':
    case 'no-host':
    case 'too-many-requests':
    case 'internal-error':
      return 'passing'
    default:
      return 'final'
  }
}
