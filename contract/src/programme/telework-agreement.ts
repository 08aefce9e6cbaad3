import { z } from 'zod'
import { CalendarDate, Instant, PersonId, Slug, WallTime } from '../identifiers.ts'
import { Text } from '../text.ts'
import { HomeWeek, Hours } from './week.ts'
import { WorkType } from './work-type.ts'

/** For some weeks the grid is another one: school holidays, a project. */
export const Deviation = z.strictObject({ from: CalendarDate, until: CalendarDate, week: HomeWeek })
export type Deviation = z.infer<typeof Deviation>

/** One date that is otherwise than the grid says: a home day given up, or one more. */
export const SingleDay = z.strictObject({
  date: CalendarDate,
  /** False: this date is at the office although the grid says home. */
  home: z.boolean(),
  from: WallTime,
  until: WallTime,
  /** When she can be reached, as on the day that was given up for this one. */
  contact: Hours.exactOptional(),
})
export type SingleDay = z.infer<typeof SingleDay>

/** What an approved request becomes: the only source of access from outside. */
export const TeleworkAgreement = z.strictObject({
  id: z.uuid(),
  request: z.uuid(),
  type: WorkType,
  person: z.strictObject({ id: PersonId, name: z.string(), department: Slug }),
  from: CalendarDate,
  /** Inclusive. Notice and revocation bring it nearer. */
  until: CalendarDate,
  week: HomeWeek,
  /** For mobile work: days that may be announced in one calendar month. */
  daysPerMonth: z.number().int().min(0),
  /** As it was asked for and approved: access rules may ask for more where it is high. */
  protectionNeed: z.enum(['normal', 'high']),
  /** Granted ones; of two that overlap the later one in this list holds. */
  deviations: z.array(Deviation),
  /** Granted ones; a date stands here once. */
  days: z.array(SingleDay),
  /** Since when it gives no access, for the sake of security; null while it does. */
  suspendedAt: Instant.nullable(),
  /** When it was ended early; null while it runs or has run its time. */
  endedAt: Instant.nullable(),
})
export type TeleworkAgreement = z.infer<typeof TeleworkAgreement>

/** What is asked of an agreement in between: a day for another day, one more day, another grid for some time. */
export const ChangeWish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('swap'), gives: CalendarDate, takes: CalendarDate }),
  z.strictObject({ kind: z.literal('day'), date: CalendarDate, from: WallTime, until: WallTime }),
  z.strictObject({ kind: z.literal('period'), from: CalendarDate, until: CalendarDate, week: HomeWeek }),
])
export type ChangeWish = z.infer<typeof ChangeWish>

export const AgreementChange = z.strictObject({
  id: z.uuid(),
  agreement: z.uuid(),
  wish: ChangeWish,
  state: z.enum(['asked', 'granted', 'refused', 'cancelled']),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  /** Who decided; null where the rules granted it by themselves. */
  decidedBy: z.string().nullable(),
  reason: z.string().nullable(),
})
export type AgreementChange = z.infer<typeof AgreementChange>

export const AgreementOutcome = z.enum([
  'made',
  'suspended',
  'resumed',
  'notice-given',
  'revoked',
  'replaced',
  'ended',
  'expired',
  'renewal-due',
])
export type AgreementOutcome = z.infer<typeof AgreementOutcome>

/** What happened to an agreement; records are only ever added. */
export const AgreementRecord = z.strictObject({
  at: Instant,
  by: z.strictObject({ id: PersonId, name: z.string() }).nullable(),
  as: Slug,
  outcome: AgreementOutcome,
  reason: z.string().nullable(),
})
export type AgreementRecord = z.infer<typeof AgreementRecord>

export const AgreementAction = z.enum([
  'swap',
  'day',
  'period',
  'notice',
  'end',
  'renew',
  'change',
  'suspend',
  'resume',
  'revoke',
  'grant',
])
export type AgreementAction = z.infer<typeof AgreementAction>

/** An agreement as one reader sees it. */
export const AgreementView = TeleworkAgreement.extend({
  departmentTitle: Text,
  records: z.array(AgreementRecord),
  /** Wishes of the last months and the coming ones, newest first. */
  changes: z.array(AgreementChange),
  may: z.array(AgreementAction),
  /** The earliest last day that notice or revocation can set. */
  noticeFrom: CalendarDate,
})
export type AgreementView = z.infer<typeof AgreementView>
