import { z } from 'zod'

/** What a limit may set for a session; of several limits the strictest value of each holds. */
export const LimitBounds = z.strictObject({
  /** Minutes without keyboard or pointer after which the connection is closed; the session stays. */
  idleMinutes: z.number().int().min(1).max(1440).optional(),
  /** Minutes after its start at which the session is logged off, settings saved. */
  lengthMinutes: z.number().int().min(5).max(10_080).optional(),
  /** Sessions that the person may have at once. */
  sessions: z.number().int().min(1).max(100).optional(),
  /** The person's name and the time lie over the picture. */
  watermark: z.literal(true).optional(),
})
export type LimitBounds = z.infer<typeof LimitBounds>

/** The bounds of one effective workspace; null is without bound. */
export const Bounds = z.strictObject({
  idleMinutes: z.number().int().nullable(),
  lengthMinutes: z.number().int().nullable(),
  sessions: z.number().int().nullable(),
  watermark: z.boolean(),
})
export type Bounds = z.infer<typeof Bounds>

export const unbounded: Bounds = { idleMinutes: null, lengthMinutes: null, sessions: null, watermark: false }
