import type { LossReport, WantedItem } from '@nahtlos/contract/api/equipment'
import type { DocumentView } from '@nahtlos/contract/api/telework'
import type { Device, DeviceCard, DeviceRecord, DeviceState, ReturnAnswer } from '@nahtlos/contract/equipment/device'
import type { Text } from '@nahtlos/contract/text'
import { answer, client } from './client.ts'

export type { WantedItem }

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

export async function makeEnrolmentCode(device: string): Promise<{ code: string; expiresAt: string }> {
  return answer(client.POST('/api/equipment/devices/{device}/enrolment-code', { params: { path: { device } } }))
}

export async function enrolDevice(code: string): Promise<Device> {
  return answer(client.POST('/api/equipment/mine/enrolment', { body: { code } }))
}

export async function loseDevice(device: string): Promise<LossReport> {
  return answer(client.POST('/api/equipment/mine/{device}/loss', { params: { path: { device } } }))
}

export async function findDevices(
  q: string,
  state: DeviceState | '',
  dueUntil: string,
): Promise<{ total: number; devices: Device[] }> {
  const query = {
    ...(q === '' ? {} : { q }),
    ...(state === '' ? {} : { state }),
    ...(dueUntil === '' ? {} : { dueUntil }),
  }
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

export interface WholeDevice {
  readonly device: Device
  readonly records: DeviceRecord[]
  readonly documents: DocumentView[]
  readonly returnChecklist: readonly Named[]
}

export async function deviceWithRecords(device: string): Promise<WholeDevice> {
  return answer(client.GET('/api/equipment/devices/{device}', { params: { path: { device } } }))
}

export async function myDeviceDocuments(): Promise<DocumentView[]> {
  return answer(client.GET('/api/equipment/mine/documents'))
}

export async function wantedEquipment(): Promise<{ total: number; wanted: WantedItem[] }> {
  return answer(client.GET('/api/equipment/wanted'))
}

export async function settleWanted(agreement: string, body: { item: string; note: string }): Promise<void> {
  await answer(client.POST('/api/equipment/wanted/{agreement}/settlement', { params: { path: { agreement } }, body }))
}

export async function setDue(device: string, dueOn: string | null): Promise<Device> {
  return answer(client.PUT('/api/equipment/devices/{device}/due', { params: { path: { device } }, body: { dueOn } }))
}

export async function changeDevice(device: string, body: DeviceCard): Promise<Device> {
  return answer(client.PUT('/api/equipment/devices/{device}', { params: { path: { device } }, body }))
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
  readonly departmentTitle: Text
}

export async function findRecipients(q: string): Promise<Recipient[]> {
  return answer(client.GET('/api/equipment/people', { params: { query: { q } } }))
}
