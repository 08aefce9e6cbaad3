import { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import { homeWorkplaceIn } from '@nahtlos/core/configuration/in-department'
import type { Services } from '../services.ts'

/** The rules for the people of a department, or the city's. Before the first configuration the product's own rules hold, and dates are those of UTC. */
export function homeRulesInForce(
  { published, clock }: Services,
  department: string | null,
): { rules: HomeWorkplace; today: string } {
  const configuration = published.current()?.configuration
  const now = clock().toISOString()
  const city = configuration?.homeWorkplace ?? HomeWorkplace.parse({ kind: 'HomeWorkplace', id: 'home-workplace' })
  return {
    rules: department === null ? city : homeWorkplaceIn(city, department),
    today: configuration?.clockwork.at(now).date ?? now.slice(0, 10),
  }
}
