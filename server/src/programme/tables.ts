import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { RequestRecord, RequestState } from '@nahtlos/contract/programme/telework-request'
import type { HomeWeek } from '@nahtlos/contract/programme/week'
import type { Generated, JSONColumnType } from 'kysely'

export interface ProgrammeTables {
  telework_request: {
    id: Generated<string>
    person: string
    /** Calendar dates, `2026-03-02`. */
    from_date: string
    until_date: string
    week: JSONColumnType<HomeWeek>
    chain: ApprovalStep[]
    state: RequestState
    step: ApprovalStep | null
    filed_at: Date
  }
  telework_record: {
    request: string
    /** From 1. */
    number: number
    at: Date
    by: string
    acted_as: RequestRecord['as']
    outcome: RequestRecord['outcome']
    reason: string | null
  }
  telework_agreement: {
    id: Generated<string>
    request: string
    person: string
    from_date: string
    until_date: string
    week: JSONColumnType<HomeWeek>
    ended_at: Date | null
    ended_by: string | null
    end_reason: string | null
  }
}
