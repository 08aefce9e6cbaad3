import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** An office of the administration (German: Amt). */
export const Department = z.strictObject({
  kind: z.literal('Department'),
  id: Slug,
  /** The number in the organisation chart, e.g. `50`. */
  number: z.string().regex(/^\d{1,3}$/),
  title: Text,
  /** Whether the department takes part in the telework programme. */
  telework: z.boolean().default(false),
})
export type Department = z.infer<typeof Department>
