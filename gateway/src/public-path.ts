import { agentLinkPath, gatewayKeysPath, renewalPath } from '@nahtlos/contract/host/link'

/**
 * First segments of what machines ask of the server; a browser that reached them would speak with our certificate.
 * What watches the machines (`/healthz`, `/metrics`) is nobody's outside, whatever the server makes of it.
 */
const reserved = new Set(
  [agentLinkPath, gatewayKeysPath, renewalPath, '/enrolment', '/healthz', '/metrics'].map(firstSegment),
)

export type PathVerdict = 'public' | 'reserved' | 'malformed'

/**
 * Judges a request target (RFC 9112 section 3.2). Only the origin form is taken. The path is compared as the most
 * generous reader would understand it, so that no spelling gets past the comparison.
 */
export function judgePath(target: string): PathVerdict {
  if (!target.startsWith('/')) return 'malformed'
  const path = target.split(/[?#]/, 1)[0] ?? '/'
  const read = decoded(path)
  if (read === null || /[\\\p{Cc}]/u.test(read)) return 'malformed'
  const segments: string[] = []
  for (const segment of read.toLowerCase().split('/'))
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  return reserved.has(segments[0] ?? '') ? 'reserved' : 'public'
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function firstSegment(path: string): string {
  return path.split('/')[1] ?? ''
}
