import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import { exampleAddress } from '@nahtlos/core/access/example-address'
import type { Configuration } from '@nahtlos/core/configuration/configuration'

/** The zones in the order of their ids, each with an address of a client in it, to try things out with. */
export function zonesOf(configuration: Configuration) {
  return [...configuration.zones.values()].map((compiled) => {
    const { id, title, listener, outside } = compiled.zone
    return { id, title, listener, outside, exampleAddress: exampleAddress(configuration, compiled) }
  })
}

/** What a simulation may name; nothing while no configuration is in force. */
export function choicesOf(configuration: Configuration | null): SimulationChoices {
  if (configuration === null) return { zones: [], pools: [], apps: [] }
  const { pools, apps } = configuration
  return {
    zones: zonesOf(configuration),
    pools: [...pools.values()].map(({ id, title, hosts }) => ({ id, title, hosts: [...hosts] })),
    apps: [...apps.values()].map(({ id, title }) => ({ id, title })),
  }
}
