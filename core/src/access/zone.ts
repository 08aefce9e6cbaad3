import type { Context } from '@nahtlos/contract/access/context'
import type { CompiledZone, Configuration } from '../configuration/configuration.ts'
import { contains, knownAddress } from './network.ts'

export interface FoundZone extends CompiledZone {
  /** The network that matched, as it is written in the document. */
  readonly network: string
}

/**
 * The zone of a connection: of the zones of its listener, the one with the longest network that holds the client's
 * address. No two zones of a listener share a network, so there is never a tie.
 */
export function findZone(configuration: Configuration, context: Context): FoundZone | null {
  const address = knownAddress(context.clientAddress)
  if (address === null) return null
  let found: FoundZone | null = null
  let longest = -1
  for (const compiled of configuration.zones.values()) {
    if (compiled.zone.listener !== context.listener) continue
    for (const network of compiled.networks) {
      if (network.prefix <= longest || !contains(network, address)) continue
      longest = network.prefix
      found = { ...compiled, network: network.text }
    }
  }
  return found
}
