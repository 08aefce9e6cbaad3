import { z } from 'zod'
import { Text } from '../text.ts'

/** A line of a document's text: it stays, goes, or comes; `skipped` stands for those in between that stay. */
export const LineChange = z.strictObject({
  kind: z.enum(['same', 'removed', 'added', 'skipped']),
  text: z.string(),
})
export type LineChange = z.infer<typeof LineChange>

/** How one document differs between two configurations, in words. */
export const DocumentChange = z.strictObject({
  /** `AccessRule/home` */
  document: z.string(),
  title: Text,
  what: z.enum(['added', 'removed', 'changed']),
  /** Whether it decides about security: with four eyes a second administrator has to approve. */
  security: z.boolean(),
  sentences: z.array(Text),
  /** The same line by line, as its authors wrote it, with a few lines around; only of the first documents of many. */
  lines: z.array(LineChange).optional(),
})
export type DocumentChange = z.infer<typeof DocumentChange>
