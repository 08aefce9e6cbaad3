import { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import type { Services } from '../services.ts'

/** Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function homeRulesInForce({ published, clock }: Services): { rules: HomeWorkplace; today: string } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  return {
    rules: configuration?.homeWorkplace ?? HomeWorkplace.parse({ kind: 'HomeWorkplace', id: 'home-workplace' }),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
