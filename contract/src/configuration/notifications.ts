import { z } from 'zod'
import { Slug, WallTime } from '../identifiers.ts'
import { NoticeKind } from '../notifications/notice.ts'
import { Text } from '../text.ts'

const fields = {
  /** How each mail begins. */
  greeting: Text,
  /** What stands above the list of a daily mail. */
  dailyLead: Text,
  /** The subject of a daily mail; `{count}` is how many notices it tells of. Without it the product's own. */
  dailyTitle: Text,
  /** What stands above the portal's address. */
  more: Text,
  /** What stands below each mail, e.g. whom to ask. */
  signature: Text,
  /** The city's own words. They are the same for everybody: a mail never names a person, a case or a device. */
  words: z.array(z.strictObject({ notice: NoticeKind, title: Text, text: Text })),
}

/** How people are told things; at most one document. What it leaves out is as here. */
export const Notifications = z.strictObject({
  kind: z.literal('Notifications'),
  id: Slug,
  /** When the daily mail goes out, by the city's clock. */
  dailyMailAt: WallTime.default('07:00'),
  greeting: fields.greeting.prefault({ de: 'Guten Tag,', en: 'Hello,' }),
  dailyLead: fields.dailyLead.prefault({
    de: 'im Portal warten Mitteilungen auf Sie:',
    en: 'notices wait for you in the portal:',
  }),
  dailyTitle: fields.dailyTitle.optional(),
  more: fields.more.prefault({ de: 'Alles Weitere steht im Portal:', en: 'The portal has everything else:' }),
  signature: fields.signature.prefault({
    de: 'Diese Nachricht wurde automatisch verschickt. Bitte antworten Sie nicht darauf.',
    en: 'This message was sent automatically. Please do not reply to it.',
  }),
  words: fields.words.default([]),
  /** What is said otherwise to the people of some departments; words that they leave out are the city's. */
  otherwise: z
    .array(z.strictObject({ departments: z.array(Slug).min(1), ...z.object(fields).partial().shape }))
    .default([]),
})
export type Notifications = z.infer<typeof Notifications>
