import { z } from 'zod'
import { CalendarDate, HostId, Instant, PersonId, Slug } from '../identifiers.ts'
import { TeleworkAgreement } from '../programme/telework-agreement.ts'

export const StaffRole = z.enum([
  'head-of-department',
  'it-approver',
  'administrator',
  'help-desk',
  'auditor',
  'equipment-manager',
  'data-protection',
  'archivist',
  'occupational-safety',
])
export type StaffRole = z.infer<typeof StaffRole>

/** The facts about a person that decisions rest on. */
export const PersonFacts = z.strictObject({
  id: PersonId,
  account: z.string(),
  name: z.string(),
  department: Slug,
  groups: z.array(Slug),
  roles: z.array(StaffRole),
  /** All agreements that are not ended; `resolve` looks which one holds at the context's time. */
  agreements: z.array(TeleworkAgreement),
  /** The last day on which each counts; null where it does not. Where nobody says so, neither counts. */
  proofs: z.strictObject({ training: CalendarDate.nullable(), homeWorkplace: CalendarDate.nullable() }).optional(),
})
export type PersonFacts = z.infer<typeof PersonFacts>

/** The facts of a session that is there already, for conditions that look at it. */
export const SessionFacts = z.strictObject({
  /** Null is the workspace's whole desktop. */
  app: Slug.nullable(),
  startedAt: Instant,
  host: HostId,
  pool: Slug,
})
export type SessionFacts = z.infer<typeof SessionFacts>

/** The facts of one connection. The time is in here, so that `resolve` needs no clock. */
export const Context = z.strictObject({
  at: Instant,
  /** The gateway's listener that the client came by. */
  listener: Slug,
  /** IPv4 or IPv6 address of the client. */
  clientAddress: z.union([z.ipv4(), z.ipv6()]),
  secondFactor: z.boolean(),
  /** Whether the client is an enrolled device; nobody says so, then it is not. */
  enrolledDevice: z.boolean().optional(),
  /** The session that is decided about; absent while there is none, before a start. */
  session: SessionFacts.optional(),
})
export type Context = z.infer<typeof Context>
