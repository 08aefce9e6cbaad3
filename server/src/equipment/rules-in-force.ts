import { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { Services } from '../services.ts'

/** Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function equipmentInForce({ published, clock }: Services): { rules: Equipment; today: CalendarDate } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  return {
    rules: configuration?.equipment ?? Equipment.parse({ kind: 'Equipment', id: 'equipment' }),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
