import { ProblemError } from '../problem-error.ts'

/**
 * Refuses a request that changes something and that a page of another origin made the browser send, although its
 * cookies are SameSite=Strict. Browsers always say `Origin` then (Fetch standard); curl and the like don't.
 */
export function refuseForeignOrigin(
  method: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  scheme: 'http' | 'https',
): void {
  if (method === 'GET' || method === 'HEAD') return
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ProblemError('foreign-origin')
  const { origin } = headers
  if (origin !== undefined && origin !== `${scheme}://${headers.host}`) throw new ProblemError('foreign-origin')
}
