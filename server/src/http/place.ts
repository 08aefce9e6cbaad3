import { clientAddressHeader, listenerHeader, schemeHeader } from '@nahtlos/contract/host/link'
import { Slug } from '@nahtlos/contract/identifiers'
import { z } from 'zod'

/** Where a request came from, as its gateway says. */
export const Place = z.object({
  listener: Slug,
  clientAddress: z.union([z.ipv4(), z.ipv6()]),
  scheme: z.enum(['http', 'https']),
})
export type Place = z.infer<typeof Place>

/**
 * Reads a request's place. The headers are believed because only gateways, proven by their certificate, reach this
 * application, each for the listeners alone that it was enrolled for, and gateways remove what a client sends under these names.
 */
export function placeOf(headers: Readonly<Record<string, unknown>>): Place {
  return Place.parse({
    listener: headers[listenerHeader],
    clientAddress: plainAddress(headers[clientAddressHeader]),
    scheme: headers[schemeHeader],
  })
}

/** An IPv4 client of a socket that serves both families appears as `::ffff:a.b.c.d` (RFC 4291 section 2.5.5.2). */
function plainAddress(address: unknown): unknown {
  return typeof address === 'string' ? address.replace(/^::ffff:(?=\d+\.)/i, '') : address
}
