import { z } from 'zod'
import { WallTime, Weekday } from '../identifiers.ts'
import { says } from '../issue-text.ts'

/** Between which wall-clock times of a day; `from` is inclusive, `until` is not. */
export const Hours = z.strictObject({ from: WallTime, until: WallTime }).refine((hours) => hours.from < hours.until, {
  message: says('muss nach dem Beginn liegen', 'must be after the beginning'),
  path: ['until'],
})
export type Hours = z.infer<typeof Hours>

/** One home day of the weekly grid: between which wall-clock times work from home is asked for or agreed. */
export const HomeDay = z
  .strictObject({
    weekday: Weekday,
    from: WallTime,
    until: WallTime,
    /** When colleagues can count on an answer; within the hours of the day. */
    contact: Hours.exactOptional(),
  })
  .refine((day) => day.from < day.until, {
    message: says('muss nach dem Beginn liegen', 'must be after the beginning'),
    path: ['until'],
  })
  .refine((day) => day.contact === undefined || (day.from <= day.contact.from && day.contact.until <= day.until), {
    message: says('muss innerhalb der Arbeitszeit dieses Tages liegen', 'must lie within the hours of the day'),
    path: ['contact'],
  })
export type HomeDay = z.infer<typeof HomeDay>

/** The weekly grid: each weekday at most once, in order. Empty for mobile work, whose days are announced. */
export const HomeWeek = z
  .array(HomeDay)
  .max(7)
  .refine((days) => new Set(days.map((day) => day.weekday)).size === days.length, {
    message: says('darf jeden Wochentag höchstens einmal nennen', 'must name each weekday at most once'),
  })
  .overwrite((days) => days.toSorted((a, b) => a.weekday - b.weekday))
export type HomeWeek = HomeDay[]

/** When the person is at the office, by weekday; for her team to know, not for access. */
export const OfficeDay = z
  .strictObject({ weekday: Weekday, from: WallTime, until: WallTime })
  .refine((day) => day.from < day.until, {
    message: says('muss nach dem Beginn liegen', 'must be after the beginning'),
    path: ['until'],
  })
export type OfficeDay = z.infer<typeof OfficeDay>
