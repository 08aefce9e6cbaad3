import type { DeviceDeed, DeviceState, ReturnAnswer } from '@nahtlos/contract/equipment/device'
import type { ColumnType, Generated } from 'kysely'

export interface EquipmentTables {
  device: {
    id: Generated<string>
    type: string
    serial: string
    model: string
    attributes: string[]
    state: DeviceState
    /** Whoever has it or lost it. */
    holder: string | null
    since: Date | null
    due_on: string | null
    confirmed_at: Date | null
    due_by_end: Generated<boolean>
    /** Of the code by which it can be enrolled, until when. */
    code_hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
    code_until: ColumnType<Date | null, Date | null | undefined, Date | null>
    /** Of the key that its browser holds; null unless it is enrolled. */
    key_hash: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
    enrolled_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  }
  device_record: {
    device: string
    number: number
    at: Date
    deed: DeviceDeed
    by: string | null
    person: string | null
    due_on: string | null
    answers: ColumnType<ReturnAnswer[], string, never>
    note: string | null
  }
  equipment_settled: {
    agreement: string
    item: string
    at: Date
    by: string
    note: string
  }
}
