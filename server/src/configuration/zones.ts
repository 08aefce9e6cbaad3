import { exampleAddress } from '@nahtlos/core/access/example-address'
import type { Configuration } from '@nahtlos/core/configuration/configuration'

/** The zones in the order of their ids, each with an address of a client in it, to try things out with. */
export function zonesOf(configuration: Configuration) {
  return [...configuration.zones.values()].map((compiled) => {
    const { id, title, listener, outside } = compiled.zone
    return { id, title, listener, outside, exampleAddress: exampleAddress(configuration, compiled) }
  })
}
