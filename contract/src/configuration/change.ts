import { z } from 'zod'
import { Text } from '../text.ts'

/** How one document differs between two configurations, in words. */
export const DocumentChange = z.strictObject({
  /** `AccessRule/home` */
  document: z.string(),
  title: Text,
  what: z.enum(['added', 'removed', 'changed']),
  /** Whether it decides about security: with four eyes a second administrator has to approve. */
  security: z.boolean(),
  sentences: z.array(Text),
})
export type DocumentChange = z.infer<typeof DocumentChange>
