import { z } from 'zod'
import { CalendarDate, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A German federal state (ISO 3166-2:DE without the prefix), for its public holidays. */
export const FederalState = z.enum([
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HE',
  'HH',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
])
export type FederalState = z.infer<typeof FederalState>

/** The administration as a whole; there is exactly one. */
export const City = z.strictObject({
  kind: z.literal('City'),
  id: Slug,
  title: Text,
  /** IANA name; home hours and weekdays are meant in this zone. */
  timeZone: z.string().min(1),
  /** Days on which `time.holiday` holds: those of the state by law, and the city's own. Absent: none. */
  holidays: z
    .strictObject({ state: FederalState.optional(), also: z.array(CalendarDate).max(400).default([]) })
    .optional(),
  /** Whether a change of a security rule needs the approval of a second administrator. */
  fourEyes: z.boolean().default(true),
})
export type City = z.infer<typeof City>
