import type { CapacityReport } from '@nahtlos/contract/api/capacity'
import { answer, client } from './client.ts'

export async function capacityReport(): Promise<CapacityReport> {
  return answer(client.GET('/api/administration/capacity'))
}
