import { z } from 'zod'
import { Instant } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { Text } from '../text.ts'

/** What time alone will take from a connection soon, told beforehand so that its person can save. */
export const ComingLoss = z.strictObject({
  at: Instant,
  /** Whether the connection ends then. */
  access: z.boolean(),
  /** Otherwise: the rights that go. */
  rights: z.array(Right),
  /** Titles of the apps that are then away. */
  apps: z.array(Text).default([]),
  /** Bounds that are stricter then, in minutes. */
  bounds: z.strictObject({ idleMinutes: z.number().int(), lengthMinutes: z.number().int() }).partial().default({}),
  /** Why; null where no rule says so in words. */
  reason: Text.nullable(),
})
export type ComingLoss = z.infer<typeof ComingLoss>

/** Milliseconds before a loss at which it is announced. */
export const announcedBefore = 10 * 60_000
