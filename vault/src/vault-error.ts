/**
 * What can go wrong with stored settings without anybody having made a mistake in the code:
 *
 * - `not-found`: there is nothing under this key. Trying again does not help.
 * - `full`: the medium has no room (or the quota is used up). Nothing was stored; try again when there is room.
 * - `corrupt`: what is stored is not what was put there, or what arrived is not what its name says.
 * - `unavailable`: the medium did not answer. Try again.
 */
export type VaultFailure = 'not-found' | 'full' | 'corrupt' | 'unavailable'

export class VaultError extends Error {
  readonly failure: VaultFailure

  constructor(failure: VaultFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'VaultError'
    this.failure = failure
  }
}

/** True where `error` is a VaultError of this failure. */
export function isVaultFailure(error: unknown, failure: VaultFailure): boolean {
  return error instanceof VaultError && error.failure === failure
}
