import type { Evidence } from '@nahtlos/contract/api/privacy'
import type { RetentionClass } from '@nahtlos/contract/configuration/data-protection'
import type { ColumnType, Generated } from 'kysely'

export interface PrivacyTables {
  look: {
    number: Generated<number>
    person: string
    by: string
    at: Date
    hour: Date
    /** A key of `lookWords`. */
    what: string
    purpose: string | null
  }
  sealed_look: {
    number: Generated<number>
    /** A key of the person, which leads to nobody without the server's secret. */
    whose: Buffer
    /** The first day of the month, for the clock of retention. */
    month: string
    sealed: Buffer
  }
  look_up: {
    id: Generated<string>
    person: string
    asked_by: string
    asked_at: Date
    purpose: string
    from_at: Date
    until_at: Date
    decided_by: string | null
    decided_at: Date | null
    granted: boolean | null
    open_until: Date | null
  }
  archive_offer: {
    id: Generated<string>
    class: RetentionClass
    subject: string
    person: string
    offered_at: Date
    until_at: Date
    decision: 'taken' | 'declined' | null
    decided_by: string | null
    saved_at: Generated<Date | null>
  }
  erasure: {
    id: Generated<string>
    person: string
    asked_by: string
    asked_at: Date
    reason: string
  }
  deletion_evidence: {
    id: Generated<string>
    at: Date
    class: Evidence['class']
    reason: Evidence['reason']
    subject: Buffer
    rows: ColumnType<Record<string, number>, string, never>
    by: string | null
  }
}
