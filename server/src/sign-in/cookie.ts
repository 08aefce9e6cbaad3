type Scheme = 'http' | 'https'

/** `__Host-` binds the cookie to this very host and to TLS (RFC 6265bis section 4.1.3.2). */
function cookieName(scheme: Scheme): string {
  return scheme === 'https' ? '__Host-nahtlos' : 'nahtlos'
}

/** The `Set-Cookie` of a sign-in token; null ends it. It lives as long as the browser, and no longer than the sign-in. */
export function signInCookie(scheme: Scheme, token: string | null): string {
  const parts = [`${cookieName(scheme)}=${token ?? ''}`, 'Path=/', 'HttpOnly', 'SameSite=Strict']
  if (scheme === 'https') parts.push('Secure')
  if (token === null) parts.push('Max-Age=0')
  return parts.join('; ')
}

/** The token in a `Cookie` header; null without one, or with several, since one of them isn't ours then. */
export function readSignInCookie(scheme: Scheme, header: string | undefined): string | null {
  const prefix = `${cookieName(scheme)}=`
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length))
  const [token] = values
  return values.length === 1 && token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}
