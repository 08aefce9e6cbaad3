import { z } from 'zod'
import { Instant, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { DocumentChange } from './change.ts'

/** For whom a revision is tried out first: departments, or a share of all people in per cent. */
export const Stage = z.union([
  z.strictObject({ departments: z.array(Slug).min(1) }),
  z.strictObject({ share: z.number().int().min(1).max(99) }),
])
export type Stage = z.infer<typeof Stage>

/** A published state of the configuration; it never changes any more. */
export const Revision = z.strictObject({
  number: z.number().int().min(1),
  publishedAt: Instant,
  author: z.string(),
  reason: z.string(),
  documents: z.number().int(),
  /** Who approved it as the second person; null where nobody had to. */
  approvedBy: z.string().nullable(),
  /** The revision whose files it brings back; null where it brings its own. */
  rollsBack: z.number().int().nullable(),
  /**
   * - `in-force`: for everybody.
   * - `trial`: for a stage first.
   * - `stopped`: its trial was stopped, by somebody or because starts failed more often.
   * - `past`: a later one is in force.
   */
  state: z.enum(['in-force', 'trial', 'stopped', 'past']),
  stage: Stage.nullable(),
  /** Why a trial was stopped. */
  detail: Text.nullable(),
  /** How a trial goes: starts by it, and those that failed; null where there is none. */
  starts: z.strictObject({ started: z.number().int(), failed: z.number().int() }).nullable(),
})
export type Revision = z.infer<typeof Revision>

/** A configuration that somebody works on. */
export const Draft = z.strictObject({
  id: z.number().int().min(1),
  title: z.string(),
  author: z.strictObject({ account: z.string(), name: z.string() }),
  mine: z.boolean(),
  /** The revision that it began with; another one may be in force by now. */
  base: z.number().int().nullable(),
  changedAt: Instant,
  /** `draft` has faults; `validated` has none; `approved` has a second person's word for exactly these files. */
  state: z.enum(['draft', 'validated', 'approved', 'published']),
  approvedBy: z.string().nullable(),
  publishedAs: z.number().int().nullable(),
})
export type Draft = z.infer<typeof Draft>

/** What a draft changes, in words, and what it still needs. */
export const Difference = z.strictObject({
  changes: z.array(DocumentChange),
  /** Whether a second administrator has to approve. */
  secondPerson: z.boolean(),
})
export type Difference = z.infer<typeof Difference>
