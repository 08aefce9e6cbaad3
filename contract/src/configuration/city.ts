import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** The administration as a whole; there is exactly one. */
export const City = z.strictObject({
  kind: z.literal('City'),
  id: Slug,
  title: Text,
  /** IANA name; home hours and weekdays are meant in this zone. */
  timeZone: z.string().min(1),
})
export type City = z.infer<typeof City>
