import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A number of people; fewer than ten are "<10" to those without the right to see persons. */
export const PeopleCount = z.union([z.number().int().min(0), z.literal('<10')])
export type PeopleCount = z.infer<typeof PeopleCount>

/** One thing that people gain or lose in one place, by a draft against what is in force. */
export const ImpactLine = z.strictObject({
  /** The zone. */
  zone: Slug,
  zoneTitle: Text,
  workspace: Slug,
  workspaceTitle: Text,
  /** `access`, a right, `app/libreoffice`, `settings/firefox`, or a bound such as `idleMinutes`. */
  item: z.string(),
  /** Whether it is gained or lost; a bound that becomes stricter counts as lost. */
  gains: z.boolean(),
  /** All whom it concerns; from outside as if each of them had an agreement for that time. */
  people: PeopleCount,
  /** Of these, those who have an agreement now or soon; the same number in zones that are not outside. */
  withAgreement: PeopleCount,
  departments: z.array(z.strictObject({ id: Slug, title: Text, people: PeopleCount })),
  groups: z.array(z.strictObject({ id: Slug, title: Text, people: PeopleCount })),
})
export type ImpactLine = z.infer<typeof ImpactLine>

/** Who gains and loses what by a draft. */
export const Impact = z.strictObject({
  /** All people that were looked at. */
  people: z.number().int(),
  /** Those for whom anything changes. */
  concerned: PeopleCount,
  losing: PeopleCount,
  gaining: PeopleCount,
  lines: z.array(ImpactLine),
})
export type Impact = z.infer<typeof Impact>
