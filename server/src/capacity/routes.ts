import { capacity } from '@nahtlos/contract/api/capacity'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { capacityReport } from './report.ts'

export function capacityRoutes(api: Api): void {
  implement(api, capacity, ({ query }) => capacityReport(api.services, query))
}
