import { z } from 'zod'
import { HomeWorkplace } from '../configuration/home-workplace.ts'
import { CalendarDate, Instant, PersonId, Slug } from '../identifiers.ts'

export const HomeAnswer = z.strictObject({
  item: Slug,
  yes: z.boolean(),
  /** What is different or missing; needed with a no. */
  note: z.string().trim().max(500).nullable(),
})
export type HomeAnswer = z.infer<typeof HomeAnswer>

/** `waiting` for occupational safety; `returned` with a remark what to do; `superseded` by a later one, another home, or time. */
export const HomeCheckState = z.enum(['waiting', 'accepted', 'returned', 'superseded'])
export type HomeCheckState = z.infer<typeof HomeCheckState>

/** What somebody said of her workplace at home, and what came of it. */
export const HomeCheck = z.strictObject({
  id: z.uuid(),
  state: HomeCheckState,
  filedAt: Instant,
  answers: z.array(HomeAnswer),
  /** Photos that are not assessed yet; they are deleted with the assessment. */
  photos: z.array(z.uuid()),
  remark: z.string().nullable(),
  /** Last day on which it holds; null until it is accepted. */
  validUntil: CalendarDate.nullable(),
})
export type HomeCheck = z.infer<typeof HomeCheck>

export const HomeCheckOf = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
  /** The questions of the person's department, which may not be the reader's. */
  checklist: HomeWorkplace.shape.checklist.unwrap(),
  ...HomeCheck.shape,
})
export type HomeCheckOf = z.infer<typeof HomeCheckOf>
