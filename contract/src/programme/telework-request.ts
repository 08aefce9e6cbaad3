import { z } from 'zod'
import { ApprovalStep } from '../configuration/programme.ts'
import { CalendarDate, Instant, PersonId } from '../identifiers.ts'
import { HomeWeek } from './week.ts'

/** What a person files. */
export const TeleworkApplication = z
  .strictObject({ from: CalendarDate, until: CalendarDate, week: HomeWeek })
  .refine((request) => request.from <= request.until, { message: 'from must not be after until', path: ['until'] })
export type TeleworkApplication = z.infer<typeof TeleworkApplication>

/** `open` waits for the body named in `step`; the others are final. */
export const RequestState = z.enum(['open', 'approved', 'rejected', 'withdrawn'])
export type RequestState = z.infer<typeof RequestState>

/** One recorded step of a request; records are only ever added. */
export const RequestRecord = z.strictObject({
  at: Instant,
  by: z.strictObject({ id: PersonId, name: z.string() }),
  /** The body that acted; `person` where the person did. */
  as: z.union([ApprovalStep, z.literal('person')]),
  outcome: z.enum(['filed', 'approved', 'rejected', 'withdrawn']),
  /** Mandatory for a rejection. */
  reason: z.string().nullable(),
})
export type RequestRecord = z.infer<typeof RequestRecord>

export const TeleworkRequest = z.strictObject({
  id: z.uuid(),
  person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
  application: TeleworkApplication,
  state: RequestState,
  /** The body whose turn it is; null once the state is final. */
  step: ApprovalStep.nullable(),
  /** The chain as it stood when the request was filed. */
  chain: z.array(ApprovalStep),
  records: z.array(RequestRecord),
})
export type TeleworkRequest = z.infer<typeof TeleworkRequest>
