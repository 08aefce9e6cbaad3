import type { Role } from '@nahtlos/contract/enrolment'
import type { Generated } from 'kysely'

export type MachineRole = Exclude<Role, 'server'>

export interface EnrolmentTables {
  enrolment_token: {
    secret_hash: Buffer
    role: MachineRole
    name: string
    listeners: Generated<string[]>
    made_by: string | null
    expires_at: Date
    used_at: Date | null
  }
  revoked_certificate: {
    serial: string
    until: Date
  }
  machine: {
    role: MachineRole
    name: string
    listeners: Generated<string[]>
    serial: string
    previous_serial: string | null
    certificate_until: Date
    enrolled_at: Date
    revoked_at: Date | null
  }
}
