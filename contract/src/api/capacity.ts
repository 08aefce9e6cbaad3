import { z } from 'zod'
import { CalendarDate, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

/** How many people are at home by what was agreed, and how many sessions that can mean at once. */
export const CapacityDay = z.strictObject({
  date: CalendarDate,
  people: z.number().int(),
  /** The most people whose home hours overlap, and when that is. */
  sessions: z.number().int(),
  peak: z.string().nullable(),
})
export type CapacityDay = z.infer<typeof CapacityDay>

export const CapacityReport = z.strictObject({
  from: CalendarDate,
  days: z.array(CapacityDay),
  /** Sessions that the hosts can hold by what they report. */
  room: z.number().int().nullable(),
  /** By department; small ones together under no department, so that no group of fewer than ten can be computed. */
  departments: z.array(
    z.strictObject({
      department: Slug.nullable(),
      title: Text,
      staff: z.number().int(),
      agreements: z.number().int(),
      /** People at home by weekday, Monday first. */
      weekdays: z.array(z.number().int()),
    }),
  ),
})
export type CapacityReport = z.infer<typeof CapacityReport>

export const capacity = route({
  method: 'GET',
  path: '/api/administration/capacity',
  summary: 'Forecast of people at home and of sessions at once, from approved home days (SYS.1.9.A2)',
  permission: 'administrator',
  query: z.strictObject({ from: CalendarDate.optional(), days: z.coerce.number().int().min(1).max(92).default(28) }),
  answer: CapacityReport,
})
