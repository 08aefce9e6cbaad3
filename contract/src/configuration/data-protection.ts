import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** Classes of data that have a clock of their own. */
export const RetentionClass = z.enum([
  'closed-request',
  'ended-agreement',
  'device-history',
  'home-workplace',
  'absence',
  'notice',
  'look',
  'event',
])
export type RetentionClass = z.infer<typeof RetentionClass>

const Clock = z.strictObject({
  /** Months after the case was closed, or after the entry was made. */
  months: z.number().int().min(1).max(600),
  /** Offer it to the archive before it is destroyed. */
  archive: z.boolean().default(false),
})

/** Those of one person, and so of one department; the log is kept alike for all. */
const DepartmentClass = RetentionClass.exclude(['event'])

/** Days that the archive has to answer; silence means that it does not want it. */
const ArchiveDays = z.number().int().min(1).max(730)

/** Who answers for the data, and how long what is kept; at most one document. What it leaves out is as here. */
export const DataProtection = z.strictObject({
  kind: z.literal('DataProtection'),
  id: Slug,
  /** Who is responsible (Article 4 number 7 GDPR), with a postal address. */
  controller: Text.prefault({ de: '[bitte eintragen]', en: '[please enter]' }),
  /** How the data protection officer is reached. */
  officer: Text.prefault({ de: '[bitte eintragen]', en: '[please enter]' }),
  /** The law by which the data is processed. */
  basis: Text.prefault({
    de: 'Artikel 6 Absatz 1 Buchstabe e und Artikel 88 DSGVO mit § 23 HDSIG',
    en: 'Article 6 (1) (e) and Article 88 GDPR with section 23 HDSIG',
  }),
  retention: z
    .strictObject({
      'closed-request': Clock.prefault({ months: 6, archive: true }),
      'ended-agreement': Clock.prefault({ months: 36, archive: true }),
      'device-history': Clock.prefault({ months: 36 }),
      'home-workplace': Clock.prefault({ months: 12 }),
      absence: Clock.prefault({ months: 6 }),
      notice: Clock.prefault({ months: 12 }),
      look: Clock.prefault({ months: 24 }),
      event: Clock.prefault({ months: 12 }),
    })
    .prefault({}),
  archiveDays: ArchiveDays.default(180),
  /** Hours that a granted look at one person's events lasts. */
  lookUpHours: z.number().int().min(1).max(168).default(24),
  /** What holds otherwise for the people of some departments; what is left out is as for the city. */
  otherwise: z
    .array(
      z.strictObject({
        departments: z.array(Slug).min(1),
        controller: Text.optional(),
        officer: Text.optional(),
        basis: Text.optional(),
        retention: z.partialRecord(DepartmentClass, Clock).optional(),
        archiveDays: ArchiveDays.optional(),
      }),
    )
    .default([]),
})
export type DataProtection = z.infer<typeof DataProtection>
