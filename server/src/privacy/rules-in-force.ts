import { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import type { Services } from '../services.ts'

/** Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function dataProtectionInForce({ published, clock }: Services): { rules: DataProtection; today: string } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  return {
    rules: configuration?.dataProtection ?? DataProtection.parse({ kind: 'DataProtection', id: 'data-protection' }),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
