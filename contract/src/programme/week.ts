import { z } from 'zod'
import { WallTime, Weekday } from '../identifiers.ts'

/** One home day of the weekly grid: between which wall-clock times work from home is asked for or agreed. */
export const HomeDay = z
  .strictObject({ weekday: Weekday, from: WallTime, until: WallTime })
  .refine((day) => day.from < day.until, { message: 'from must be before until', path: ['until'] })
export type HomeDay = z.infer<typeof HomeDay>

/** The weekly grid: each weekday at most once, in order. */
export const HomeWeek = z
  .array(HomeDay)
  .min(1)
  .max(7)
  .refine((days) => new Set(days.map((day) => day.weekday)).size === days.length, {
    message: 'each weekday at most once',
  })
  .overwrite((days) => days.toSorted((a, b) => a.weekday - b.weekday))
export type HomeWeek = HomeDay[]
