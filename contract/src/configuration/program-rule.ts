import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { PackagePattern, ProgramPattern } from '../session/programs.ts'
import { Text } from '../text.ts'
import { Condition } from './access-rule.ts'

/**
 * Denies or allows programs that are installed on the hosts, by package or by path. A denial wins over whatever is
 * allowed; what is allowed lifts the built-in denial of interpreters. What a person brings along runs in no case.
 */
export const ProgramRule = z.strictObject({
  kind: z.literal('ProgramRule'),
  id: Slug,
  title: Text,
  effect: z.enum(['deny', 'allow']),
  /**
   * Only of a denial: what it would refuse runs all the same, and administrators are told what it would have been. For
   * trying a rule out before it counts.
   */
  audit: z.boolean().default(false),
  /** The department that the rule belongs to: it speaks of that department's people only. Absent is the city's. */
  department: Slug.optional(),
  /** The workspaces it speaks of; absent means all. */
  workspaces: z.array(Slug).optional(),
  when: Condition.default('true'),
  packages: z.array(PackagePattern).default([]),
  paths: z.array(ProgramPattern).default([]),
  /** Why, in the person's words. */
  reason: Text,
})
export type ProgramRule = z.infer<typeof ProgramRule>
