import { z } from 'zod'
import { screenMaximum, screenMinimum } from './screen-bounds.ts'

/** Pixels that a session's display begins with; whoever connects may change it later. */
export const Screen = z.strictObject({
  width: z.number().int().min(screenMinimum.width).max(screenMaximum.width),
  height: z.number().int().min(screenMinimum.height).max(screenMaximum.height),
})
export type Screen = z.infer<typeof Screen>

/** Where nobody said how much room there is. */
export const usualScreen: Screen = { width: 1280, height: 800 }
