import { EnrolmentToken, enrolmentTokenPrefix } from '@nahtlos/contract/enrolment'
import { IdentityError } from './identity-error.ts'

/** Reads a token as an administrator pasted it; space around it and line breaks within are forgiven. */
export function parseEnrolmentToken(text: string): EnrolmentToken {
  const compact = text.replace(/\s+/g, '')
  if (!compact.startsWith(enrolmentTokenPrefix))
    throw new IdentityError(
      'token-malformed',
      `An enrolment token starts with "${enrolmentTokenPrefix}". Copy it whole.`,
    )
  const parsed = EnrolmentToken.safeParse(decoded(compact.slice(enrolmentTokenPrefix.length)))
  if (!parsed.success)
    throw new IdentityError('token-malformed', 'The enrolment token is damaged. Copy it whole, or make a new one.')
  return parsed.data
}

export function formatEnrolmentToken(token: EnrolmentToken): string {
  return enrolmentTokenPrefix + Buffer.from(JSON.stringify(token)).toString('base64url')
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    // No JSON is one of many ways to be damaged; the schema refuses them all with the same message.
    return undefined
  }
}
