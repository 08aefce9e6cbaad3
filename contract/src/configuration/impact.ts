import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A number of people; to those without the right to see persons numbers are blurred, and "<10" where they are small. */
export const PeopleCount = z.union([z.number().int().min(0), z.literal('<10')])
export type PeopleCount = z.infer<typeof PeopleCount>

/** One thing that people gain or lose in one place, by a draft against what is in force. */
export const ImpactLine = z.strictObject({
  /** The zone. */
  zone: Slug,
  zoneTitle: Text,
  workspace: Slug,
  workspaceTitle: Text,
  /**
   * `access`, a right, `app/libreoffice`, `published/libreoffice`, `settings/firefox`, `rule/drive-social` (an environment
   * rule), a bound such as `idleMinutes`, or `programs`, `network`, `resources`, `pool`.
   */
  item: z.string(),
  itemTitle: Text,
  /** Whether it is gained or lost; a bound that becomes stricter counts as lost. Null is neither: it is another one. */
  gains: z.boolean().nullable(),
  /** Under which of the circumstances that were looked at, such as "on a Saturday"; empty is under all of them. */
  when: z.array(Text),
  /** All whom it concerns; from outside as if each of them had an agreement for that time. */
  people: PeopleCount,
  /** Of these, those who have an agreement now or soon; the same number in zones that are not outside. Null is hidden. */
  withAgreement: PeopleCount.nullable(),
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
  /** The circumstances under which everybody was looked at. */
  circumstances: z.array(Text),
  /** Whether numbers are blurred and small ones left out, because the caller may not see persons. */
  blurred: z.boolean(),
  lines: z.array(ImpactLine),
})
export type Impact = z.infer<typeof Impact>
