import { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import { dataProtectionIn } from '@nahtlos/core/configuration/in-department'
import type { Services } from '../services.ts'

/** The rules for the people of a department, or the city's. Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function dataProtectionInForce(
  { published, clock }: Services,
  department: string | null = null,
): { rules: DataProtection; today: string } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  const city = configuration?.dataProtection ?? DataProtection.parse({ kind: 'DataProtection', id: 'data-protection' })
  return {
    rules: department === null ? city : dataProtectionIn(city, department),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
