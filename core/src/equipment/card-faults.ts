import type { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { DeviceCard } from '@nahtlos/contract/equipment/device'

/** Where a card names what the configuration does not know. */
export function cardFaults(rules: Equipment, card: DeviceCard): { path: string; message: string }[] {
  const types = rules.types.map(({ id }) => id)
  const attributes = rules.attributes.map(({ id }) => id)
  return [
    ...(types.includes(card.type) ? [] : [{ path: 'type', message: `is one of ${types.join(', ')}` }]),
    ...card.attributes.flatMap((attribute, at) =>
      attributes.includes(attribute)
        ? []
        : [{ path: `attributes.${at}`, message: `"${attribute}" is none of ${attributes.join(', ')}` }],
    ),
  ]
}
