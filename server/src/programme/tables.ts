import type { DocumentKindName } from '@nahtlos/contract/configuration/programme'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { AgreementChange, AgreementRecord, ChangeWish } from '@nahtlos/contract/programme/telework-agreement'
import type {
  RequestRecord,
  RequestState,
  RequestStep,
  TeleworkRequest,
} from '@nahtlos/contract/programme/telework-request'
import type { HomeWeek } from '@nahtlos/contract/programme/week'
import type { RequestKind, WorkType } from '@nahtlos/contract/programme/work-type'
import type { Text } from '@nahtlos/contract/text'
import type { Generated, JSONColumnType } from 'kysely'

/** An application without the answers that are sealed. */
export type OpenApplication = Omit<TeleworkApplication, 'familyDuties' | 'representative'>

/** Calendar dates are text: `2026-03-02`. */
export interface ProgrammeTables {
  telework_request: {
    id: Generated<string>
    person: string
    type: WorkType
    kind: RequestKind
    from_date: string
    until_date: string
    application: JSONColumnType<OpenApplication>
    sealed: Buffer | null
    state: RequestState
    round: number
    /** Those that are not confidential, counted as if there were no others. */
    steps: JSONColumnType<RequestStep[]>
    /** What is confidential; null only until the server sealed what a former one left open. */
    confidential: Generated<Buffer | null>
    contest: JSONColumnType<TeleworkRequest['contest']>
    detailed_length: number
    patience: JSONColumnType<TeleworkRequest['patience']>
    filed_at: Date
    next_at: Date | null
  }
  telework_turn: {
    request: string
    /** As in the request's open steps. Null for an objection. */
    step: number | null
    body: string
    escalated_to: string | null
    due_at: Date | null
  }
  telework_record: {
    request: string
    /** From 1, of those that are not confidential. */
    number: number
    at: Date
    by: string | null
    on_behalf_of: string | null
    acted_as: string
    round: number
    step: number | null
    outcome: RequestRecord['outcome']
    reason: string | null
    alternatives: string | null
  }
  /** Sealed turns and deeds, found by whom they concern. */
  telework_finder: {
    finder: Buffer
    about: Buffer
    sealed: Buffer
  }
  telework_version: {
    request: string
    round: number
    application: JSONColumnType<OpenApplication>
    sealed: Buffer | null
    filed_at: Date
  }
  telework_draft: {
    person: string
    type: WorkType
    /** The request that is corrected, or the agreement that is followed. */
    about: string | null
    sealed: Buffer
    saved_at: Date
  }
  absence: {
    id: Generated<string>
    person: string
    deputy: string
    from_date: string
    until_date: string
  }
  telework_agreement: {
    id: Generated<string>
    request: string
    person: string
    type: Generated<WorkType>
    department: string
    from_date: string
    until_date: string
    week: JSONColumnType<HomeWeek>
    days_per_month: Generated<number>
    protection_need: Generated<'normal' | 'high'>
    suspended_at: Date | null
    ended_at: Date | null
  }
  agreement_record: {
    agreement: string
    /** From 1. */
    number: number
    at: Date
    by: string | null
    acted_as: string
    outcome: AgreementRecord['outcome']
    reason: string | null
  }
  agreement_change: {
    id: string
    agreement: string
    wish: JSONColumnType<ChangeWish>
    state: AgreementChange['state']
    asked_at: Date
    decided_at: Date | null
    decided_by: string | null
    reason: string | null
  }
  calendar_feed: {
    person: string
    scope: 'own' | 'team'
    token_hash: Buffer
    made_at: Date
  }
  telework_document: {
    id: string
    /** Null where it is about a device. */
    request: string | null
    device: string | null
    person: string
    kind: DocumentKindName
    version: number
    title: JSONColumnType<Text>
    issued_at: Date
    acknowledged_at: Date | null
    digest: string
    file: Buffer
  }
}
