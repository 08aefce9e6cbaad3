import { z } from 'zod'
import { Right } from '../rights.ts'
import { Text } from '../text.ts'

/** What can be had or not: the workspace itself, or a right in it. */
export const Item = z.union([z.literal('access'), Right])
export type Item = z.infer<typeof Item>

/** The smallest single change of the facts that would alter a decision. */
export const NearestChange = z.strictObject({
  item: Item,
  /** Whether she has it now; the change would turn that round. */
  has: z.boolean(),
  change: z.enum(['second-factor', 'agreement', 'time', 'device', 'place', 'group']),
  /** "am Montag, 2. März 2026, um 19:00 Uhr", "im Netzbereich Büro", "ohne die Gruppe …" */
  text: Text,
})
export type NearestChange = z.infer<typeof NearestChange>
