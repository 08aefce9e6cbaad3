import type { CompiledZone, Configuration } from '../configuration/configuration.ts'
import { findZone } from './zone.ts'

/**
 * The address of a client in a zone, to try things out with: the second address of one of its networks, of one that no
 * longer network of another zone takes away if there is.
 */
export function exampleAddress(configuration: Configuration, { zone, networks }: CompiledZone): string {
  const candidates = networks.map(({ family, bits, prefix }) => {
    const single = prefix === (family === 4 ? 32 : 128)
    return written(family, single ? bits : bits + 1n)
  })
  const fits = candidates.find((clientAddress) => {
    const context = { at: '1970-01-01T00:00:00.000Z', listener: zone.listener, clientAddress, secondFactor: false }
    return findZone(configuration, context)?.zone.id === zone.id
  })
  return fits ?? candidates[0] ?? '127.0.0.1'
}

/** RFC 4291 section 2.2 without the `::`, which z.ipv6 and every reader take as well. */
function written(family: 4 | 6, bits: bigint): string {
  const parts = family === 4 ? 4 : 8
  const size = BigInt(family === 4 ? 8 : 16)
  const groups = Array.from(
    { length: parts },
    (_, index) => (bits >> (size * BigInt(parts - 1 - index))) & ((1n << size) - 1n),
  )
  return groups.map((group) => group.toString(family === 4 ? 10 : 16)).join(family === 4 ? '.' : ':')
}
