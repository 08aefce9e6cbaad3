import type { CapacityReport } from '@nahtlos/contract/api/capacity'
import { answer, client } from './client.ts'

export async function capacityReport(): Promise<CapacityReport> {
  return answer(client.GET('/api/administration/capacity'))
}

export interface StatisticsLine {
  readonly department: string | null
  readonly title: { readonly de: string; readonly en: string }
  readonly people: number
  readonly agreements: number
  readonly devices: number
}

export async function statistics(): Promise<StatisticsLine[]> {
  return answer(client.GET('/api/statistics'))
}
