import type { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { DeviceCard } from '@nahtlos/contract/equipment/device'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'

/** Where a card names what the configuration does not know. */
export function cardFaults(rules: Equipment, card: DeviceCard): FieldFault[] {
  const types = rules.types.map(({ id }) => id)
  const attributes = rules.attributes.map(({ id }) => id)
  return [
    ...(types.includes(card.type)
      ? []
      : [fieldFault('type', `muss eines davon sein: ${types.join(', ')}`, `must be one of ${types.join(', ')}`)]),
    ...card.attributes.flatMap((attribute, at) =>
      attributes.includes(attribute)
        ? []
        : [
            fieldFault(
              `attributes.${at}`,
              `"${attribute}" gibt es nicht; möglich sind ${attributes.join(', ')}`,
              `"${attribute}" is none of ${attributes.join(', ')}`,
            ),
          ],
    ),
  ]
}
