import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** What becomes of an app that runs when it is withheld; the later one is the stricter. */
export const RunningApps = z.enum(['freeze', 'close'])
export type RunningApps = z.infer<typeof RunningApps>

/**
 * An app that is not there in this context: it can't be started, and where it runs already its windows are hidden
 * and its processes stand still until it is back, or it is closed.
 */
export const WithheldApp = z.strictObject({ app: Slug, running: RunningApps, reason: Text })
export type WithheldApp = z.infer<typeof WithheldApp>

/** How much of an app somebody may have before it is kept away. */
export const Beyond = z.strictObject({
  /** Minutes of a day, in the city's time, in which it runs while she looks on. */
  minutesPerDay: z.number().int().min(1).max(1440).optional(),
  /** How often it may run at once in a session; what is started beyond that is closed. */
  atOnce: z.number().int().min(1).max(100).optional(),
})
export type Beyond = z.infer<typeof Beyond>

/** An app that is there until it was used so much, in one context. */
export const BoundedApp = Beyond.extend({ app: Slug, running: RunningApps, reason: Text })
export type BoundedApp = z.infer<typeof BoundedApp>
