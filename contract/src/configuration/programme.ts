import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A body that decides a telework request, in the order of the chain. */
export const ApprovalStep = z.enum(['line-manager', 'head-of-department', 'it'])
export type ApprovalStep = z.infer<typeof ApprovalStep>

/** The rules of the telework programme; there is exactly one. */
export const Programme = z.strictObject({
  kind: z.literal('Programme'),
  id: Slug,
  title: Text,
  chain: z.array(ApprovalStep).min(1),
  /** Home days per week at most. */
  maximumHomeDays: z.number().int().min(1).max(7),
  /** Length of an agreement at most, in months. */
  maximumMonths: z.number().int().min(1),
  /** The widest home hours of a day. */
  earliest: z.string(),
  latest: z.string(),
})
export type Programme = z.infer<typeof Programme>
