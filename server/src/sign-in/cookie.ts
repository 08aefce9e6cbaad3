import { deviceCookieName, signInCookieName } from '@nahtlos/contract/sign-in-cookie'

type Scheme = 'http' | 'https'

/** The `Set-Cookie` of a sign-in token; null ends it. It lives as long as the browser, and no longer than the sign-in. */
export function signInCookie(scheme: Scheme, token: string | null): string {
  const parts = [`${signInCookieName(scheme)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (scheme === 'https') parts.push('Secure')
  if (token === null) parts.push('Max-Age=0')
  return parts.join('; ')
}

/** Seconds that browsers keep a cookie at most (RFC 6265bis section 5.5). */
const longest = 400 * 86_400

/** The `Set-Cookie` of a device's key. It outlives sign-ins and the browser: it says which device, and never who. */
export function deviceCookie(scheme: Scheme, key: string): string {
  const parts = [`${deviceCookieName(scheme)}=${key}`, 'Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${longest}`]
  if (scheme === 'https') parts.push('Secure')
  return parts.join('; ')
}
