import { z } from 'zod'
import { Explanation, Refusal } from '../access/resolution.ts'
import { Account, Instant, Slug } from '../identifiers.ts'
import { SessionOrder } from './desired.ts'

/**
 * What a host would be told to run if this person started this workspace from a zone at a time, for an administrator of
 * that host who wants to see it: `RunQuestion` → `RunAnswer`, on the agents' application. There is no session and no
 * lease. Somebody unknown, a zone that is none and a workspace that is not hers are the same 404.
 */
export const runOrderPath = '/agent/run-order'
export const RunQuestion = z.strictObject({
  account: Account,
  workspace: Slug,
  /** Absent means the first zone that is not outside. */
  zone: Slug.optional(),
  /** Absent means now. */
  at: Instant.optional(),
})
export type RunQuestion = z.infer<typeof RunQuestion>

export const RunAnswer = z.strictObject({
  order: SessionOrder,
  zone: Slug,
  at: Instant,
  /** Why the person herself could not start it from there; what would run is told all the same. */
  refusals: z.array(Refusal),
  explanation: z.array(Explanation),
})
export type RunAnswer = z.infer<typeof RunAnswer>
