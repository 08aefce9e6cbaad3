import { createHash } from 'node:crypto'

type Scheme = 'http' | 'https'

/** `__Host-` binds the cookie to this very host and to TLS (RFC 6265bis section 4.1.3.2). */
export function signInCookieName(scheme: Scheme): string {
  return scheme === 'https' ? '__Host-nahtlos' : 'nahtlos'
}

/** The same for the key by which the browser of an enrolled device is known. */
export function deviceCookieName(scheme: Scheme): string {
  return `${signInCookieName(scheme)}-device`
}

/** The token in a `Cookie` header; null without one, or with several, since one of them isn't ours then. */
export function readSignInCookie(scheme: Scheme, header: string | undefined): string | null {
  return readCookie(signInCookieName(scheme), header)
}

/** The device's key, read as the token is. */
export function readDeviceCookie(scheme: Scheme, header: string | undefined): string | null {
  return readCookie(deviceCookieName(scheme), header)
}

function readCookie(name: string, header: string | undefined): string | null {
  const prefix = `${name}=`
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(prefix))
    .map((part) => part.slice(prefix.length))
  const [token] = values
  return values.length === 1 && token !== undefined && /^[\w-]{43}$/.test(token) ? token : null
}

/**
 * What a ticket says of the browser that it was made for: 132 bits of a digest of its sign-in token, base64url. The
 * token has 256 random bits, so nobody finds it by its mark; and the mark is not what a database keeps of it.
 */
export function browserMark(token: string): string {
  return createHash('sha256').update(`nahtlos ticket\0${token}`).digest('base64url').slice(0, 22)
}
