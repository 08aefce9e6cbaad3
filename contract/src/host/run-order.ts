import { z } from 'zod'
import { Account, Slug } from '../identifiers.ts'

/**
 * What a host would be told to run if this person started this workspace now, for an administrator of that host who
 * wants to see it: `RunQuestion` → `SessionOrder`, on the agents' application. There is no session and no lease.
 * Somebody unknown and a workspace that is not hers are the same 404.
 */
export const runOrderPath = '/agent/run-order'
export const RunQuestion = z.strictObject({ account: Account, workspace: Slug })
export type RunQuestion = z.infer<typeof RunQuestion>
