import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** How long the product remembers what nobody needs any more; at most one. */
export const Retention = z.strictObject({
  kind: z.literal('Retention'),
  id: Slug,
  title: Text,
  /** Days that a session that is over can still be told to its person. */
  sessionDays: z.number().int().min(1).max(90).default(7),
  /** Days after which a draft that nobody touches is discarded. */
  draftDays: z.number().int().min(1).max(730).default(90),
})
export type Retention = z.infer<typeof Retention>
