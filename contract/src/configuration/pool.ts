import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A set of session hosts that are alike. */
export const Pool = z.strictObject({
  kind: z.literal('Pool'),
  id: Slug,
  title: Text,
  hosts: z.array(Slug).min(1),
  /** Sessions per host at most. */
  sessionsPerHost: z.number().int().min(1).default(50),
})
export type Pool = z.infer<typeof Pool>
