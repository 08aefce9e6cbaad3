import { signInCookieName } from '@nahtlos/contract/sign-in-cookie'

type Scheme = 'http' | 'https'

/** The `Set-Cookie` of a sign-in token; null ends it. It lives as long as the browser, and no longer than the sign-in. */
export function signInCookie(scheme: Scheme, token: string | null): string {
  const parts = [`${signInCookieName(scheme)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (scheme === 'https') parts.push('Secure')
  if (token === null) parts.push('Max-Age=0')
  return parts.join('; ')
}
