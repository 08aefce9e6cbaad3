export type IdentityErrorReason =
  | 'token-malformed'
  | 'unreachable'
  | 'wrong-authority'
  | 'refused'
  | 'bad-answer'
  | 'not-enrolled'
  | 'damaged'
  | 'lapsed'

/** Why a machine has no identity, or can not use the one it has. The message says what an administrator can do. */
export class IdentityError extends Error {
  readonly reason: IdentityErrorReason

  constructor(reason: IdentityErrorReason, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'IdentityError'
    this.reason = reason
  }
}
