import { Equipment } from '@nahtlos/contract/configuration/equipment'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import { equipmentIn } from '@nahtlos/core/configuration/in-department'
import type { Services } from '../services.ts'

/** The rules for the people of a department, or the city's. Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function equipmentInForce(
  { published, clock }: Services,
  department: string | null = null,
): { rules: Equipment; today: CalendarDate } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  const city = configuration?.equipment ?? Equipment.parse({ kind: 'Equipment', id: 'equipment' })
  return {
    rules: department === null ? city : equipmentIn(city, department),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
