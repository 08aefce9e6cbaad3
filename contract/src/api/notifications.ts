import { z } from 'zod'
import { Instant, WallTime } from '../identifiers.ts'
import { Notice } from '../notifications/notice.ts'
import { route } from './route.ts'

export const myNotices = route({
  method: 'GET',
  path: '/api/notices',
  summary: 'My notices, newest first (at most 200), and how many I have not read',
  permission: 'staff',
  answer: z.strictObject({ unread: z.number().int(), notices: z.array(Notice) }),
})

export const readNotices = route({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Mark my notices as read',
  permission: 'staff',
  body: z.strictObject({ notices: z.array(z.uuid()).min(1).max(200) }),
  answer: z.strictObject({ unread: z.number().int() }),
})

/** What is not urgent: each notice by itself, all of a day in one mail, or in the portal alone. */
export const MailRhythm = z.enum(['at-once', 'daily', 'never'])
export type MailRhythm = z.infer<typeof MailRhythm>

const MailChoice = z.strictObject({
  rhythm: MailRhythm,
  /** Where mails go; null where the directory names no address. */
  address: z.string().nullable(),
  /** Whether mails are sent at all: this server knows a mail server. */
  sent: z.boolean(),
  /** When the daily mail goes out. */
  dailyMailAt: WallTime,
})

export const mailChoice = route({
  method: 'GET',
  path: '/api/notices/mail',
  summary: 'How I want to be told by mail',
  permission: 'staff',
  answer: MailChoice,
})

/** What is urgent is mailed at once, whatever is chosen here. */
export const chooseMail = route({
  method: 'PUT',
  path: '/api/notices/mail',
  summary: 'Choose how I want to be told by mail',
  permission: 'staff',
  body: z.strictObject({ rhythm: MailRhythm }),
  answer: MailChoice,
})

export const MailQueue = z.strictObject({
  /** Whether this server knows a mail server. */
  configured: z.boolean(),
  waiting: z.number().int(),
  /** When the oldest waiting mail was made. */
  oldest: Instant.nullable(),
  /** Mails that the mail server will not take. They stay until somebody tries again or forgets them. */
  refused: z.array(
    z.strictObject({ id: z.uuid(), person: z.string(), at: Instant, attempts: z.number().int(), trouble: z.string() }),
  ),
})
export type MailQueue = z.infer<typeof MailQueue>

export const mailQueue = route({
  method: 'GET',
  path: '/api/administration/mail',
  summary: 'Mails that wait, and mails that were refused (at most 200)',
  permission: 'administrator',
  answer: MailQueue,
})

export const retryMail = route({
  method: 'POST',
  path: '/api/administration/mail/:mail/retry',
  summary: 'Try a refused mail again',
  permission: 'administrator',
  params: z.strictObject({ mail: z.uuid() }),
  answer: MailQueue,
})
