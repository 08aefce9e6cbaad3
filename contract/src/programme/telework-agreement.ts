import { z } from 'zod'
import { CalendarDate, Instant, PersonId } from '../identifiers.ts'
import { HomeWeek } from './week.ts'

/** What an approved request becomes: the only source of access from outside. */
export const TeleworkAgreement = z.strictObject({
  id: z.uuid(),
  request: z.uuid(),
  person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
  from: CalendarDate,
  /** Inclusive. */
  until: CalendarDate,
  week: HomeWeek,
  /** When it was ended early; null while it runs or has run its time. */
  endedAt: Instant.nullable(),
})
export type TeleworkAgreement = z.infer<typeof TeleworkAgreement>
