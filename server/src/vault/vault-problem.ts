import type { ProblemCode } from '@nahtlos/contract/problem'
import type { VaultError, VaultFailure } from '@nahtlos/vault/vault-error'
import { ProblemError } from '../problem-error.ts'

const codes: Record<VaultFailure, ProblemCode> = {
  full: 'vault-full',
  'not-found': 'not-found',
  corrupt: 'settings-damaged',
  unavailable: 'vault-unavailable',
}

/** What a person or a host is told of a failure of the vault. */
export function asProblem(error: VaultError): ProblemError {
  return new ProblemError(codes[error.failure], { cause: error })
}
