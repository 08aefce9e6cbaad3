import { z } from 'zod'
import { Instant } from '../identifiers.ts'
import { Text } from '../text.ts'

/** What a person can be told about; its words are in `core/notifications/notice-words.ts`. */
export const NoticeKind = z.enum([
  'device-handed-over',
  'device-due-back',
  'devices-due-back',
  'equipment-wanted',
  'device-due-soon',
  'device-overdue',
  'device-returned',
  'device-lost',
  'device-lost-by-another',
  'look-up-asked',
  'look-up-decided',
  'archive-offer',
  'request-waiting',
  'request-late',
  'request-returned',
  'request-rejected',
  'request-contest-decided',
  'request-informed',
  'request-contested',
  'request-withdrawn',
  'request-lapsed',
  'request-correction-due',
  'agreement-made',
  'agreement-suspended',
  'agreement-resumed',
  'agreement-ending',
  'agreement-ended',
  'agreement-renewal',
  'agreement-of-another-ends',
  'change-waiting',
  'deputy-named',
  'absence-entered',
  'change-decided',
  'home-check-waiting',
  'home-check-accepted',
  'home-check-returned',
  'home-check-due-soon',
  'home-check-overdue',
  'home-check-missing',
  'home-changed',
  'training-missing',
  'training-due-soon',
  'training-overdue',
  'program-request-waiting',
  'program-request-decided',
])
export type NoticeKind = z.infer<typeof NoticeKind>

/** One notice in the portal. A mail about it has `title` and `text`, and never `about`. */
export const Notice = z.strictObject({
  id: z.uuid(),
  kind: NoticeKind,
  at: Instant,
  title: Text,
  text: Text,
  /** Which thing it is about, e.g. the name of a device; null where the text says everything. */
  about: Text.nullable(),
  /** The portal's page that it leads to. */
  page: z.string().startsWith('/'),
  readAt: Instant.nullable(),
})
export type Notice = z.infer<typeof Notice>
