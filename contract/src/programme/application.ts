import { z } from 'zod'
import { CalendarDate, Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { HomeWeek, OfficeDay } from './week.ts'
import { RequestKind, WorkType } from './work-type.ts'

/** What the person says about the place where she wants to work; the answers are yes or no, never a description. */
export const HomePlace = z.strictObject({
  separateArea: z.boolean(),
  furniture: z.boolean(),
  internet: z.boolean(),
  /** Where she can be reached while she works there. */
  phone: z.string().trim().max(40),
})
export type HomePlace = z.infer<typeof HomePlace>

export const Declarations = z.strictObject({
  /** The version of the leaflet that was read. */
  leaflet: z.string().max(40),
  dataProtection: z.boolean(),
  equipmentReturn: z.boolean(),
})
export type Declarations = z.infer<typeof Declarations>

/**
 * What a person asks for. Which parts have to be filled in is configuration; a part that is not asked may stay out.
 * There is no place for a diagnosis or the name of a child: family duties and the wish for the representative of
 * severely disabled people are a yes or a no, sealed at rest, and `null` where the reader is not the body concerned.
 */
export const TeleworkApplication = z
  .strictObject({
    type: WorkType.default('telework'),
    kind: RequestKind.default('first'),
    /** The agreement that a renewal continues or a change replaces. */
    agreement: z.uuid().nullable().default(null),
    from: CalendarDate,
    /** Inclusive. */
    until: CalendarDate,
    week: HomeWeek,
    office: z.array(OfficeDay).max(7).default([]),
    /** What the work is about; never about health or family. */
    task: z.string().trim().max(1000).default(''),
    protectionNeed: z.enum(['normal', 'high']).default('normal'),
    workspace: Slug.nullable().default(null),
    apps: z.array(Slug).max(50).default([]),
    home: HomePlace.nullable().default(null),
    equipment: z
      .strictObject({ needed: z.array(Slug).max(20), held: z.string().trim().max(500) })
      .nullable()
      .default(null),
    familyDuties: z.boolean().nullable().default(false),
    representative: z.boolean().nullable().default(false),
    declarations: Declarations.nullable().default(null),
  })
  .refine((request) => request.from <= request.until, {
    message: says('darf nicht vor dem Beginn liegen', 'must not be before the beginning'),
    path: ['until'],
  })
export type TeleworkApplication = z.infer<typeof TeleworkApplication>
