import type { LossReport } from '@nahtlos/contract/api/equipment'
import type { Device, DeviceCard, DeviceRecord, DeviceState, ReturnAnswer } from '@nahtlos/contract/equipment/device'
import { answer, client } from './client.ts'

interface Named {
  readonly id: string
  readonly title: { readonly de: string; readonly en: string }
}

export interface EquipmentTerms {
  readonly types: readonly Named[]
  readonly attributes: readonly Named[]
  readonly returnChecklist: readonly Named[]
  readonly today: string
}

export async function equipmentTerms(): Promise<EquipmentTerms> {
  return answer(client.GET('/api/equipment/terms'))
}

export async function myDevices(): Promise<Device[]> {
  return answer(client.GET('/api/equipment/mine'))
}

export async function confirmDevice(device: string): Promise<Device> {
  return answer(client.POST('/api/equipment/mine/{device}/confirmation', { params: { path: { device } } }))
}

export async function loseDevice(device: string): Promise<LossReport> {
  return answer(client.POST('/api/equipment/mine/{device}/loss', { params: { path: { device } } }))
}

export async function findDevices(q: string, state: DeviceState | ''): Promise<{ total: number; devices: Device[] }> {
  const query = { ...(q === '' ? {} : { q }), ...(state === '' ? {} : { state }) }
  return answer(client.GET('/api/equipment/devices', { params: { query } }))
}

export interface StockLine extends Named {
  readonly counts: Readonly<Record<DeviceState, number>>
  readonly overdue: number
}

export async function stock(): Promise<StockLine[]> {
  const lines = await answer(client.GET('/api/equipment/stock'))
  return lines.map(({ type, ...line }) => ({ id: type, ...line })) as StockLine[]
}

export async function deviceWithRecords(device: string): Promise<{ device: Device; records: DeviceRecord[] }> {
  return answer(client.GET('/api/equipment/devices/{device}', { params: { path: { device } } }))
}

export async function registerDevice(body: DeviceCard): Promise<Device> {
  return answer(client.POST('/api/equipment/devices', { body }))
}

export async function handOver(device: string, body: { person: string; dueOn: string | null }): Promise<Device> {
  return answer(client.POST('/api/equipment/devices/{device}/hand-over', { params: { path: { device } }, body }))
}

export async function takeBack(device: string, answers: ReturnAnswer[]): Promise<Device> {
  const body = { answers }
  return answer(client.POST('/api/equipment/devices/{device}/return', { params: { path: { device } }, body }))
}

export async function reportLost(device: string): Promise<LossReport> {
  return answer(client.POST('/api/equipment/devices/{device}/loss', { params: { path: { device } } }))
}

export async function restock(device: string, note: string): Promise<Device> {
  const body = { note }
  return answer(client.POST('/api/equipment/devices/{device}/restocking', { params: { path: { device } }, body }))
}

export async function retire(device: string, note: string): Promise<Device> {
  const body = { note }
  return answer(client.POST('/api/equipment/devices/{device}/retirement', { params: { path: { device } }, body }))
}

export async function exportDevices(): Promise<{ name: string; csv: string }> {
  return answer(client.GET('/api/equipment/export'))
}

export async function importDevices(csv: string): Promise<{ added: number; changed: number }> {
  return answer(client.POST('/api/equipment/import', { body: { csv } }))
}

export interface Recipient {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly department: string
}

export async function findRecipients(q: string): Promise<Recipient[]> {
  return answer(client.GET('/api/equipment/people', { params: { query: { q } } }))
}
