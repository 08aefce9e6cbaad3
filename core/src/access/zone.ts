import type { Context } from '@nahtlos/contract/access/context'
import type { CompiledZone, Configuration } from '../configuration/configuration.ts'
import { contains, parseAddress } from './network.ts'

export interface FoundZone extends CompiledZone {
  /** The network that matched, as it is written in the document. */
  readonly network: string
}

/** A preview asks about a handful of addresses, thousands of times. */
const known = new Map<string, ReturnType<typeof parseAddress>>()

function addressOf(text: string): ReturnType<typeof parseAddress> {
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= 256) known.clear()
  const address = parseAddress(text)
  known.set(text, address)
  return address
}

/**
 * The zone of a connection: of the zones of its listener, the one with the longest network that holds the client's
 * address. No two zones of a listener share a network, so there is never a tie.
 */
export function findZone(configuration: Configuration, context: Context): FoundZone | null {
  const address = addressOf(context.clientAddress)
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
