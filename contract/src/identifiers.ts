import { z } from 'zod'
import { says } from './issue-text.ts'

/** A configuration document's identifier: stable, lower case, fit for URLs and file names. */
export const Slug = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,62}$/,
    says(
      'muss aus höchstens 63 kleinen Buchstaben, Ziffern und Bindestrichen bestehen',
      'must be lower-case letters, digits and hyphens, at most 63',
    ),
  )
export type Slug = z.infer<typeof Slug>

/**
 * A person's account name: what she types at sign-in and what the session host calls her.
 * It is a Linux user name too, so it starts with a letter and has at most 31 characters.
 */
export const Account = z
  .string()
  .regex(
    /^[a-z][a-z0-9.-]{0,30}$/,
    says(
      'muss mit einem kleinen Buchstaben beginnen, dann folgen Buchstaben, Ziffern, Punkte oder Bindestriche',
      'must be a letter, then letters, digits, dots or hyphens',
    ),
  )
export type Account = z.infer<typeof Account>

export const PersonId = z.uuid()
export type PersonId = z.infer<typeof PersonId>

export const SessionId = z.uuid()
export type SessionId = z.infer<typeof SessionId>

/** One browser's connection to one session; also the identifier of its ticket. */
export const ConnectionId = z.uuid()
export type ConnectionId = z.infer<typeof ConnectionId>

/** A session host's name, chosen when its enrolment token is made. */
export const HostId = Slug
export type HostId = z.infer<typeof HostId>

/** RFC 3339 in UTC with milliseconds, e.g. `2026-03-02T07:00:00.000Z`. */
export const Instant = z.iso.datetime()
export type Instant = z.infer<typeof Instant>

/** A calendar date without zone, e.g. `2026-03-02`. */
export const CalendarDate = z.iso.date()
export type CalendarDate = z.infer<typeof CalendarDate>

/** A wall-clock time in the city's time zone, e.g. `07:30`; `24:00` is the end of a day. */
export const WallTime = z
  .string()
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    says('muss eine Uhrzeit wie 07:30 sein', 'must be hours and minutes such as 07:30'),
  )
export type WallTime = z.infer<typeof WallTime>

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export const Weekday = z.number().int().min(1).max(7)
export type Weekday = z.infer<typeof Weekday>
