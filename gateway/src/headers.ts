import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'

/** What the gateway vouches for about a request. */
export interface Provenance {
  readonly listener: string
  readonly client: string
  readonly scheme: 'http' | 'https'
}

/** Names and values in turn, as `IncomingMessage.rawHeaders` has them and `writeHead` takes them. */
export type RawHeaders = readonly string[]

/** Between two neighbours only (RFC 9110 section 7.6.1); `expect` is answered by the gateway itself. */
const hopByHop = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export const strictTransportSecurity = ['Strict-Transport-Security', 'max-age=31536000'] as const

/** The client's headers without hops and without anything that only a gateway may say, and what this gateway says. */
export function requestHeaders(raw: RawHeaders, provenance: Provenance, body: 'none' | 'length' | 'chunked'): string[] {
  const kept = withoutHops(raw, (name) => isProvenance(name) || (name === 'content-length' && body !== 'length'))
  if (body === 'chunked') kept.push('Transfer-Encoding', 'chunked')
  return [...kept, ...provenanceHeaders(provenance)]
}

export function provenanceHeaders(provenance: Provenance): string[] {
  return [listenerHeader, provenance.listener, clientAddressHeader, provenance.client, schemeHeader, provenance.scheme]
}

export function responseHeaders(raw: RawHeaders, scheme: Provenance['scheme']): string[] {
  if (scheme === 'http') return withoutHops(raw, () => false)
  return [...withoutHops(raw, (name) => name === 'strict-transport-security'), ...strictTransportSecurity]
}

/** Two hosts, or one that is no host, could mean one thing to us and another to the server (RFC 9112 section 3.2). */
export function hasOneHost(raw: RawHeaders): boolean {
  const hosts: string[] = []
  forEachHeader(raw, (name, value) => {
    if (name === 'host') hosts.push(value)
  })
  return hosts.length === 1 && /^[\w.:[\]-]+$/.test(hosts[0] ?? '')
}

function isProvenance(name: string): boolean {
  return name.startsWith('x-nahtlos-') || name.startsWith('x-forwarded') || name === 'forwarded' || name === 'x-real-ip'
}

function withoutHops(raw: RawHeaders, drop: (name: string) => boolean): string[] {
  const named = new Set<string>()
  forEachHeader(raw, (name, value) => {
    if (name === 'connection') for (const option of value.toLowerCase().split(',')) named.add(option.trim())
  })
  // A client must not take away what the next hop decides by, e.g. `Connection: cookie, host`.
  for (const fixed of ['host', 'content-length', 'origin', 'cookie']) named.delete(fixed)
  const kept: string[] = []
  forEachHeader(raw, (name, value, spelling) => {
    if (!hopByHop.has(name) && !named.has(name) && !drop(name)) kept.push(spelling, value)
  })
  return kept
}

function forEachHeader(raw: RawHeaders, each: (name: string, value: string, spelling: string) => void): void {
  for (let at = 0; at + 1 < raw.length; at += 2) each((raw[at] ?? '').toLowerCase(), raw[at + 1] ?? '', raw[at] ?? '')
}
