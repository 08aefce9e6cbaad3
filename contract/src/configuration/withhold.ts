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
