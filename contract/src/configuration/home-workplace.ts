import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** Questions after the technical rules for workplaces (ASR A6) and the ordinance on workplaces, answered with yes or no. */
const checklist = [
  {
    id: 'desk',
    title: {
      de: 'Der Tisch ist mindestens 160 cm breit und 80 cm tief.',
      en: 'The desk is at least 160 cm wide and 80 cm deep.',
    },
  },
  {
    id: 'chair',
    title: {
      de: 'Der Stuhl lässt sich in Höhe und Lehne verstellen.',
      en: 'Height and back of the chair can be adjusted.',
    },
  },
  {
    id: 'legs',
    title: { de: 'Unter dem Tisch ist Platz für die Beine.', en: 'There is room for the legs below the desk.' },
  },
  {
    id: 'screen',
    title: {
      de: 'Der Bildschirm steht gerade vor mir, mit 50 bis 80 cm Abstand.',
      en: 'The screen stands straight before me, at a distance of 50 to 80 cm.',
    },
  },
  {
    id: 'keyboard',
    title: {
      de: 'Tastatur und Maus sind getrennt vom Bildschirm.',
      en: 'Keyboard and mouse are apart from the screen.',
    },
  },
  {
    id: 'space',
    title: {
      de: 'Hinter dem Tisch ist mindestens ein Meter Platz.',
      en: 'There is at least one metre of room behind the desk.',
    },
  },
  {
    id: 'light',
    title: {
      de: 'Eine Lampe macht Tisch und Tastatur hell genug.',
      en: 'A lamp lights desk and keyboard well enough.',
    },
  },
  {
    id: 'daylight',
    title: { de: 'Es gibt Tageslicht und einen Blick nach draußen.', en: 'There is daylight and a view outside.' },
  },
  { id: 'glare', title: { de: 'Nichts blendet oder spiegelt sich.', en: 'Nothing dazzles or is reflected.' } },
  {
    id: 'noise',
    title: { de: 'Es ist so leise, dass ich mich konzentrieren kann.', en: 'It is quiet enough to concentrate.' },
  },
  { id: 'air', title: { de: 'Ich kann lüften und heizen.', en: 'I can air and heat the room.' } },
  {
    id: 'cables',
    title: { de: 'Niemand kann über Kabel stolpern.', en: 'Nobody can trip over cables.' },
  },
  {
    id: 'electricity',
    title: { de: 'Steckdosen und Kabel sind unbeschädigt.', en: 'Sockets and cables are undamaged.' },
  },
  {
    id: 'privacy',
    title: {
      de: 'Andere können weder mitlesen noch mithören.',
      en: 'Others can neither read nor listen along.',
    },
  },
  {
    id: 'lockable',
    title: { de: 'Unterlagen lassen sich wegschließen.', en: 'Papers can be locked away.' },
  },
]

const fields = {
  checklist: z
    .array(z.strictObject({ id: Slug, title: Text }))
    .min(1)
    .max(60),
  /** Months after which it is confirmed again. */
  confirmEveryMonths: z.number().int().min(1).max(60),
  /** Days after "my home changed" for which the old confirmation still holds. */
  graceDays: z.number().int().min(0).max(90),
  /** Months for which a training holds. */
  trainingMonths: z.number().int().min(1).max(60),
  /** Days before either runs out at which people are reminded. */
  remindDaysBefore: z.number().int().min(1).max(365),
  photosAtMost: z.number().int().min(0).max(12),
}

/** The rules of workplaces at home and of the yearly training; at most one document. What it leaves out is as here. */
export const HomeWorkplace = z.strictObject({
  kind: z.literal('HomeWorkplace'),
  id: Slug,
  checklist: fields.checklist.prefault(checklist),
  confirmEveryMonths: fields.confirmEveryMonths.default(12),
  graceDays: fields.graceDays.default(14),
  trainingMonths: fields.trainingMonths.default(12),
  remindDaysBefore: fields.remindDaysBefore.default(30),
  photosAtMost: fields.photosAtMost.default(6),
  /** What some departments rule otherwise; what they leave out is as for the city. */
  otherwise: z
    .array(z.strictObject({ departments: z.array(Slug).min(1), ...z.object(fields).partial().shape }))
    .default([]),
})
export type HomeWorkplace = z.infer<typeof HomeWorkplace>
